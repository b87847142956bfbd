import { median, millisecondsOf } from '../median.ts';
import { print, printTable } from '../print.ts';
import { type CoreScores, scoreCore } from './core.ts';
import { type CoreData, coreData } from './core-data.ts';
import { loadDuckdb } from './duckdb.ts';

const USERS = 1_000_000;
const ACCOUNTS = 50_000;
const ROUNDS = 7;
const WARM_UP = 2;
const TOLERANCE = 1e-9;

/** Only results within 1e-9 of each other, and this many times faster, are a pass. */
const TARGET_RATIO = 2;

function furthest(ours: CoreScores, theirs: CoreScores): number {
  const apart = [Math.abs(ours.benchmark - theirs.benchmark)];
  if (ours.users.length !== theirs.users.length) return Number.POSITIVE_INFINITY;
  if (ours.accounts.length !== theirs.accounts.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  ours.users.forEach((score, row) => {
    most = Math.max(most, Math.abs(score - (theirs.users[row] ?? Number.NaN)));
  });
  ours.accounts.forEach((account, row) => {
    const other = theirs.accounts[row];
    for (const measure of ['average', 'total', 'fair'] as const) {
      most = Math.max(most, Math.abs(account[measure] - (other?.[measure] ?? Number.NaN)));
    }
  });
  return Math.max(most, ...apart);
}

interface Contest {
  readonly threads: number;
  /** Median milliseconds of both, taken in turns so that other work on the machine hits both. */
  readonly ours: number;
  readonly theirs: number;
  readonly apart: number;
}

async function contest(data: CoreData, core: () => CoreScores, threads: number): Promise<Contest> {
  const duckdb = await loadDuckdb(data, threads);
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      ours.push(await millisecondsOf(core));
      theirs.push(await millisecondsOf(duckdb.run));
    }
    const apart = furthest(core(), await duckdb.scores());
    const middle = (times: readonly number[]) => median(times.slice(WARM_UP));
    return { threads, ours: middle(ours), theirs: middle(theirs), apart };
  } finally {
    duckdb.close();
  }
}

/** Answers whether all results agree and the ratio is reached. */
export async function compareCore(): Promise<boolean> {
  const data = coreData(USERS, ACCOUNTS);
  const core = scoreCore(data);
  const contests = [await contest(data, core, 2), await contest(data, core, 1)];
  const rows = `${USERS} users, ${data.user.length} counts of 20 events, ${ACCOUNTS} accounts`;
  print(`Score core: ${rows}, in memory; medians of ${ROUNDS}, in turns`);
  printTable(
    ['', 'Barometer ms', 'DuckDB ms', 'ratio', 'furthest apart'],
    contests.map(({ threads, ours, theirs, apart }) => [
      `DuckDB on ${threads} thread${threads === 1 ? '' : 's'}`,
      ours.toFixed(0),
      theirs.toFixed(0),
      (theirs / ours).toFixed(1),
      apart.toExponential(1),
    ]),
  );
  const agree = contests.every(({ apart }) => apart <= TOLERANCE);
  const fast = contests.every(({ ours, theirs }) => theirs >= TARGET_RATIO * ours);
  if (!agree) print(`FAILED: results differ by more than ${TOLERANCE}`);
  if (!fast) print(`MISSED: less than ${TARGET_RATIO} times as fast`);
  return agree;
}
