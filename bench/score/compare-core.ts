import { inTurns, type Turns } from '../in-turns.ts';
import { print, printTable } from '../print.ts';
import { atLeast, atMost, type Target } from '../target.ts';
import { type CoreScores, scoreCore } from './core.ts';
import { coreData } from './core-data.ts';
import { LAYOUTS, type Layout, type LoadedDuckdb, loadDuckdb } from './duckdb.ts';

/** Scores that are further apart than this are not the same. */
const TOLERANCE = 1e-9;

/**
 * The least that DuckDB takes, in times of the core, by the clock on two threads and of the
 * processor on one, which at rest is the same there: docs/decisions/printed-targets-are-enforced.md.
 */
const TIMES = { long: { 2: 1.6, 1: 2 }, wide: { 2: 1.2, 1: 1.5 } } as const;

const THREADS = [2, 1] as const;

interface Contest {
  readonly layout: Layout;
  readonly threads: 1 | 2;
  readonly turns: Turns;
  readonly apart: number;
}

function furthest(ours: CoreScores, theirs: CoreScores): number {
  if (ours.users.length !== theirs.users.length) return Number.POSITIVE_INFINITY;
  if (ours.accounts.length !== theirs.accounts.length) return Number.POSITIVE_INFINITY;
  let most = Math.abs(ours.benchmark - theirs.benchmark);
  ours.users.forEach((score, row) => {
    most = Math.max(most, Math.abs(score - (theirs.users[row] ?? Number.NaN)));
  });
  ours.accounts.forEach((account, row) => {
    const other = theirs.accounts[row];
    for (const measure of ['average', 'total', 'fair'] as const) {
      most = Math.max(most, Math.abs(account[measure] - (other?.[measure] ?? Number.NaN)));
    }
  });
  return most;
}

async function contests(
  core: () => CoreScores,
  duckdb: LoadedDuckdb,
  rounds: number,
): Promise<Contest[]> {
  const ended: Contest[] = [];
  for (const layout of LAYOUTS) {
    for (const threads of THREADS) {
      await duckdb.choose(layout, threads);
      const turns = await inTurns(rounds, core, duckdb.run);
      ended.push({ layout, threads, turns, apart: furthest(core(), await duckdb.scores()) });
    }
  }
  return ended;
}

function targetOf({ layout, threads, turns }: Contest): Target {
  const [times, by] =
    threads === 2 ? [turns.timesByClock, 'time'] : [turns.timesByProcessor, 'processor time'];
  const name = `times the core's ${by} that DuckDB takes, ${layout}, on ${threads}`;
  return atLeast(TIMES[layout][threads], name, times);
}

/** Scores one window with the core and with DuckDB, prints what both take and returns the targets. */
export async function compareCore(users: number, rounds: number): Promise<Target[]> {
  const data = coreData(users, users / 20);
  const duckdb = await loadDuckdb(data);
  try {
    const ended = await contests(scoreCore(data), duckdb, rounds);
    print(`Score core: ${users} users, ${data.user.length} counts of 20 events in memory`);
    print(`medians of ${rounds} rounds, in turns; long has a row a count, wide a row a user`);
    printTable(
      ['DuckDB', 'Barometer ms', 'DuckDB ms', 'times', 'CPU ms', 'CPU ms', 'times', 'apart'],
      ended.map(({ layout, threads, turns, apart }) => [
        `${layout}, ${threads} thread${threads === 1 ? '' : 's'}`,
        ...[turns.ours.clock, turns.theirs.clock].map((ms) => ms.toFixed(0)),
        turns.timesByClock.toFixed(1),
        ...[turns.ours.processor, turns.theirs.processor].map((ms) => ms.toFixed(0)),
        turns.timesByProcessor.toFixed(1),
        apart.toExponential(1),
      ]),
    );
    const apart = Math.max(...ended.map((contest) => contest.apart));
    return [atMost(TOLERANCE, 'furthest apart of two scores', apart), ...ended.map(targetOf)];
  } finally {
    duckdb.close();
  }
}
