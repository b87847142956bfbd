import { BUILT_IN_SEGMENTS } from '../model/built-in-segments.ts';
import { dayNumber } from '../model/day.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { floatsOf } from './column-of.ts';
import { accountIndexScores, type IndexView, indexView, userIndexScores } from './index-scores.ts';
import { listHas } from './list-column.ts';
import { meanAbove0 } from './mean-above-0.ts';
import { shownScore } from './normalize.ts';
import { type Reading, shareOfFeatures } from './reading.ts';
import { rowsWhere } from './rows-where.ts';
import { userExactScores } from './user-row.ts';
import { usersIn } from './user-segments.ts';

/** Of the rows that have a value; a loop, for lists of a hundred thousand are walked for each segment. */
function mean(
  rows: Int32Array,
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
  readonly score: Float64Array;
  readonly index: Float64Array | undefined;
  readonly adoption: (row: number) => number | null;
  readonly progress: Float64Array;
  readonly isActive: (row: number) => boolean;
}

function comparedAccounts(reading: Reading): Compared {
  const { scores, window } = reading;
  const columns = scores.accounts.windows[window];
  return {
    score: columns?.[scores.headline] ?? new Float64Array(0),
    index: accountIndexScores(reading),
    adoption: (row) => shareOfFeatures(scores, columns?.used[row]),
    progress: scores.accounts.progress,
    isActive: (row) => (columns?.activeUsers[row] ?? 0) > 0,
  };
}

function comparedUsers(reading: Reading): Compared {
  const { scores, window } = reading;
  const { progress, lastActive, windows } = scores.users;
  const from = dayNumber(scores.asOf) - (scores.windows[window]?.window ?? 1) + 1;
  return {
    score: userExactScores(scores, window),
    index: userIndexScores(reading),
    adoption: (row) => shareOfFeatures(scores, windows[window]?.used[row]),
    progress,
    isActive: (row) => (lastActive[row] ?? 0) >= from,
  };
}

/** Some of them as a group. */
function groupOf(all: Compared, rows: Int32Array): GroupView {
  const { score, index, adoption, progress, isActive } = all;
  const exactScore = meanAbove0(floatsOf(rows, (at) => score[at] ?? 0));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...indexView(index && floatsOf(rows, (at) => index[at] ?? 0)),
    adoption: mean(rows, adoption),
    progress: mean(rows, (at) => progress[at]),
    activated: mean(rows, (at) => (progress[at] === undefined ? null : Number(progress[at] >= 1))),
    activeShare: mean(rows, (at) => Number(isActive(at))),
  };
}

function viewsOf(reading: Reading, model: ScoringModel, all: ReturnType<typeof comparedOf>) {
  const { accounts, users, segmentNames } = reading.scores;
  return segmentNames.flatMap((id, at) => {
    const own = Object.hasOwn(model.segments ?? {}, id) ? model.segments?.[id] : undefined;
    const builtIn = !own && BUILT_IN_SEGMENTS.some((name) => name === id);
    const about = { id, label: own?.label ?? id };
    const inUsers = usersIn(reading.scores, model, id, reading.userProfiles);
    const inAccounts = (row: number) => listHas(accounts.segments, row, at);
    const ofAccounts = () => groupOf(all.accounts, rowsWhere(accounts.hash.length, inAccounts));
    const ofUsers = (isIn: (row: number) => boolean) =>
      groupOf(all.users, rowsWhere(users.hash.length, isIn));
    return [
      ...(own?.of === 'user' ? [] : [{ ...about, of: 'account', builtIn, ...ofAccounts() }]),
      ...(inUsers ? [{ ...about, of: 'user', builtIn, ...ofUsers(inUsers) }] : []),
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
    accounts: groupOf(compared.accounts, rowsWhere(accounts.hash.length)),
    users: groupOf(compared.users, rowsWhere(users.hash.length)),
  };
  return { data, next: null, all };
}
