import { dollars, storeCost } from '../prices.ts';
import { print, printTable } from '../print.ts';
import type { RunReport } from './measured-run.ts';
import { measureRuns, type RunFigures } from './runs.ts';

/** For 100,000 users. */
const TARGET_SECONDS = 15;
const TARGET_MEGABYTES = 1_024;

/** What the scoring function has as it is deployed, for up to three million users. */
const FUNCTION_MEGABYTES = 3_008;
const FUNCTION_SECONDS = 15 * 60;

/** For a million users, three windows, all reads and writes of the hourly run. */
const TARGET_DOLLARS = 0.05;
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

function missed({ users, close, live }: RunFigures): string[] {
  const hourly = (storeCost(live.consumed) / users) * MILLION;
  const scale = users / 100_000;
  return [close, live].flatMap((report) => {
    const mostSeconds = Math.min(TARGET_SECONDS * Math.max(1, scale), FUNCTION_SECONDS);
    const late = report.seconds > mostSeconds;
    const most = users <= 100_000 ? TARGET_MEGABYTES : FUNCTION_MEGABYTES;
    const large = report.peakMegabytes > most;
    const dear = users >= 100_000 && hourly > TARGET_DOLLARS;
    return [
      ...(late ? [`${users} users took ${report.seconds.toFixed(1)} s`] : []),
      ...(large ? [`${users} users took ${report.peakMegabytes.toFixed(0)} MB`] : []),
      ...(dear && report === live
        ? [`an hourly run costs ${dollars(hourly)} a million users`]
        : []),
    ];
  });
}

/** Runs the scoring end to end for several numbers of users and prints what it took. */
export async function compareRuns(
  sizes: readonly number[],
  days: number,
  profileFolder?: string,
): Promise<void> {
  const all: RunFigures[] = [];
  for (const users of sizes) all.push(await measureRuns({ users, days, profileFolder }));
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
  for (const what of all.flatMap(missed)) print(`MISSED: ${what}`);
}
