import { dollars, storeCost } from '../prices.ts';
import { print, printTable } from '../print.ts';
import { atMost, type Target } from '../target.ts';
import type { RunReport } from './measured-run.ts';
import { measureRuns, type PacedReport } from './runs.ts';

/**
 * Processor seconds of a run at the anchors' pace: of a process that scores nobody, and for every
 * million users on top of it.
 */
const MOST_SECONDS = { close: { start: 4, million: 260 }, hourly: { start: 4, million: 220 } };

/** What the scoring function has as it is deployed, for up to three million users. */
const FUNCTION_MEGABYTES = 3_008;
const FUNCTION_SECONDS = 15 * 60;
/** Of a process that scores nobody, and for every thousand users on top of it. */
const MOST_MEGABYTES = { start: 250, thousand: 3.5 };

/** All reads and writes of a run for a million users, three windows, over a week at most or more. */
const MOST_DOLLARS = { close: { week: 0.08, more: 0.13 }, hourly: { week: 0.035, more: 0.05 } };
const MILLION = 1e6;

function rowOf(users: number, name: string, report: RunReport): string[] {
  const { seconds, processorSeconds, peakMegabytes, consumed } = report;
  const cost = storeCost(consumed);
  return [
    name,
    String(users),
    seconds.toFixed(1),
    processorSeconds.toFixed(1),
    ((processorSeconds / users) * MILLION).toFixed(0),
    peakMegabytes.toFixed(0),
    consumed.read.toFixed(0),
    consumed.write.toFixed(0),
    dollars(cost),
    dollars((cost / users) * MILLION),
  ];
}

function targetsOf(
  users: number,
  days: number,
  name: 'close' | 'hourly',
  report: PacedReport,
): Target[] {
  const { processorSeconds, pace, peakMegabytes, consumed } = report;
  const { start, million } = MOST_SECONDS[name];
  const seconds = Math.min(start + (users / MILLION) * million, FUNCTION_SECONDS);
  const grown = MOST_MEGABYTES.start + (users / 1_000) * MOST_MEGABYTES.thousand;
  const megabytes = Math.min(grown, FUNCTION_MEGABYTES);
  const mostDollars = MOST_DOLLARS[name][days <= 7 ? 'week' : 'more'];
  const dollarsAMillion = (storeCost(consumed) / users) * MILLION;
  const run = `${name}, ${users} users`;
  return [
    atMost(seconds, `CPU s at the anchors' pace, ${run}`, processorSeconds / pace),
    atMost(megabytes, `MB, ${run}`, peakMegabytes),
    atMost(mostDollars, `USD for a million users, ${run}`, dollarsAMillion),
  ];
}

/** Runs the scoring end to end for several numbers of users, prints what it took and returns the targets. */
export async function compareRuns(
  sizes: readonly number[],
  days: number,
  profileFolder?: string,
): Promise<Target[]> {
  const all: Awaited<ReturnType<typeof measureRuns>>[] = [];
  for (const users of sizes) all.push(await measureRuns(users, days, profileFolder));
  print(
    `Scoring run over ${days} days on the embedded store on disk: three windows, one model, all`,
  );
  print('shipped rules; a fresh process each. `close` ends a day, `hourly` is the run at noon.');
  printTable(
    ['', 'users', 's', 'CPU s', 'per 1M', 'MB', 'RRU', 'WRU', 'cost', 'per 1M'],
    all.flatMap(({ users, close, live }) => [
      rowOf(users, 'close', close),
      rowOf(users, 'hourly', live),
    ]),
  );
  return all.flatMap(({ users, close, live }) => [
    ...targetsOf(users, days, 'close', close),
    ...targetsOf(users, days, 'hourly', live),
  ]);
}
