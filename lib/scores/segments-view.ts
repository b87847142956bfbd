import { BUILT_IN_SEGMENTS } from '../model/built-in-segments.ts';
import { dayNumber } from '../model/day.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { accountRow } from './account-row.ts';
import {
  accountIndexScores,
  type IndexView,
  indexView,
  meanAbove0,
  userIndexScores,
} from './index-scores.ts';
import { shownScore } from './normalize.ts';
import { type Reading, shareOfFeatures } from './reading.ts';
import { userExactScore } from './user-row.ts';
import { usersIn } from './user-segments.ts';

/** Of the rows that have a value; a loop, for lists of a hundred thousand are walked for each segment. */
function mean(
  rows: readonly number[],
  valueAt: (row: number) => number | null | undefined,
): number | null {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const value = valueAt(row) ?? null;
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** What groups of users or accounts are compared by. Shares are 0 to 1, null where there are none. */
export interface GroupView extends IndexView {
  readonly count: number;
  readonly score: number;
  readonly exactScore: number;
  /** Mean share of key features used in the window. */
  readonly adoption: number | null;
  /** Mean progress of activation, and the share that is activated. */
  readonly progress: number | null;
  readonly activated: number | null;
  readonly activeShare: number | null;
}

/** Users or accounts by what they are compared by, each worked out once. */
interface Compared {
  readonly score: readonly number[];
  readonly index: readonly number[] | undefined;
  readonly adoption: readonly (number | null)[];
  readonly progress: readonly number[];
  readonly active: readonly boolean[];
}

function comparedAccounts(reading: Reading): Compared {
  const { scores, window } = reading;
  const { accounts } = scores;
  const columns = accounts.windows[window];
  return {
    score: accounts.hash.map((_, at) => accountRow(scores, window, at)?.exactScore ?? 0),
    index: accountIndexScores(reading),
    adoption: accounts.hash.map((_, at) => shareOfFeatures(scores, columns?.used[at])),
    progress: accounts.progress,
    active: accounts.hash.map((_, at) => (columns?.activeUsers[at] ?? 0) > 0),
  };
}

function comparedUsers(reading: Reading): Compared {
  const { scores, window } = reading;
  const { users } = scores;
  const columns = users.windows[window];
  const from = dayNumber(scores.asOf) - (scores.windows[window]?.window ?? 1) + 1;
  return {
    score: users.hash.map((_, at) => userExactScore(scores, window, at)),
    index: userIndexScores(reading),
    adoption: users.hash.map((_, at) => shareOfFeatures(scores, columns?.used[at])),
    progress: users.progress,
    active: users.lastActive.map((day) => day >= from),
  };
}

/** Some of them as a group. */
function groupOf(all: Compared, rows: readonly number[]): GroupView {
  const { score, index, adoption, progress, active } = all;
  const exactScore = meanAbove0(rows.map((at) => score[at] ?? 0));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...indexView(index && rows.map((at) => index[at] ?? 0)),
    adoption: mean(rows, (at) => adoption[at]),
    progress: mean(rows, (at) => progress[at]),
    activated: mean(rows, (at) => (progress[at] === undefined ? null : Number(progress[at] >= 1))),
    activeShare: mean(rows, (at) => Number(active[at])),
  };
}

function viewsOf(reading: Reading, model: ScoringModel, all: ReturnType<typeof comparedOf>) {
  const { accounts, users, segmentNames } = reading.scores;
  const [accountRows, userRows] = [[...accounts.hash.keys()], [...users.hash.keys()]];
  return segmentNames.flatMap((id, at) => {
    const own = Object.hasOwn(model.segments ?? {}, id) ? model.segments?.[id] : undefined;
    const builtIn = !own && BUILT_IN_SEGMENTS.some((name) => name === id);
    const about = { id, label: own?.label ?? id };
    const inUsers = usersIn(reading.scores, model, id, reading.userProfiles);
    const inAccounts = (row: number) => accounts.segments[row]?.includes(at) ?? false;
    const ofAccounts = () => groupOf(all.accounts, accountRows.filter(inAccounts));
    return [
      ...(own?.of === 'user' ? [] : [{ ...about, of: 'account', builtIn, ...ofAccounts() }]),
      ...(inUsers
        ? [{ ...about, of: 'user', builtIn, ...groupOf(all.users, userRows.filter(inUsers)) }]
        : []),
    ];
  });
}

function comparedOf(reading: Reading) {
  return { accounts: comparedAccounts(reading), users: comparedUsers(reading) };
}

/**
 * Segments side by side, those of accounts first and the built-in ones before the model's own, and
 * everybody to compare them with.
 */
export function segmentsView(reading: Reading, model: ScoringModel) {
  const { accounts, users } = reading.scores;
  const compared = comparedOf(reading);
  const views = viewsOf(reading, model, compared);
  const data = ['account', 'user'].flatMap((of) => views.filter((view) => view.of === of));
  const all = {
    accounts: groupOf(compared.accounts, [...accounts.hash.keys()]),
    users: groupOf(compared.users, [...users.hash.keys()]),
  };
  return { data, next: null, all };
}
