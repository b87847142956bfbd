import { BUILT_IN_SEGMENTS } from '../../model/built-in-segments.ts';
import { dayNumber } from '../../model/day.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { gatherFloats } from '../columns/gather.ts';
import { listHas } from '../columns/list-column.ts';
import { rowsWhere } from '../columns/rows-where.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { userExactScores } from '../snapshot/user-row.ts';
import { accountIndexScores, type IndexView, indexView, userIndexScores } from './index-scores.ts';
import { adoptionShare, type SnapshotWindow } from './snapshot-window.ts';
import { userSegmentTest } from './user-segments.ts';

/**
 * Returns the mean over rows that have a value; a loop, for lists of a hundred thousand are walked
 * for each segment.
 */
function meanOfKnown(
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

/**
 * What groups of users or accounts are compared by. Shares are 0 to 1, null where there are none.
 */
export interface SegmentGroupView extends IndexView {
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

/** What users or accounts are compared by, each worked out once. */
interface ComparedColumns {
  readonly score: Float64Array;
  readonly index: Float64Array | undefined;
  readonly adoption: (row: number) => number | null;
  readonly progress: Float64Array;
  readonly isActive: (row: number) => boolean;
}

function comparedAccounts(snapshot: SnapshotWindow): ComparedColumns {
  const { scores, window } = snapshot;
  const columns = scores.accounts.windows[window];
  return {
    score: columns?.[scores.headline] ?? new Float64Array(0),
    index: accountIndexScores(snapshot),
    adoption: (row) => adoptionShare(scores, columns?.used[row]),
    progress: scores.accounts.progress,
    isActive: (row) => (columns?.activeUsers[row] ?? 0) > 0,
  };
}

function comparedUsers(snapshot: SnapshotWindow): ComparedColumns {
  const { scores, window } = snapshot;
  const { progress, lastActive, windows } = scores.users;
  const from = dayNumber(scores.asOf) - (scores.windows[window]?.window ?? 1) + 1;
  return {
    score: userExactScores(scores, window),
    index: userIndexScores(snapshot),
    adoption: (row) => adoptionShare(scores, windows[window]?.used[row]),
    progress,
    isActive: (row) => (lastActive[row] ?? 0) >= from,
  };
}

/** Returns some rows as a group. */
function groupView(all: ComparedColumns, rows: Int32Array): SegmentGroupView {
  const { score, index, adoption, progress, isActive } = all;
  const exactScore = meanOfPositive(gatherFloats(rows, (position) => score[position] ?? 0));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...indexView(index && gatherFloats(rows, (position) => index[position] ?? 0)),
    adoption: meanOfKnown(rows, adoption),
    progress: meanOfKnown(rows, (position) => progress[position]),
    activated: meanOfKnown(rows, (position) =>
      progress[position] === undefined ? null : Number(progress[position] >= 1),
    ),
    activeShare: meanOfKnown(rows, (position) => Number(isActive(position))),
  };
}

function segmentViews(
  snapshot: SnapshotWindow,
  model: ScoringModel,
  all: ReturnType<typeof comparedColumns>,
) {
  const { accounts, users, segmentNames } = snapshot.scores;
  return segmentNames.flatMap((id, position) => {
    const own = Object.hasOwn(model.segments ?? {}, id) ? model.segments?.[id] : undefined;
    const builtIn = !own && BUILT_IN_SEGMENTS.some((name) => name === id);
    const about = { id, label: own?.label ?? id };
    const inUsers = userSegmentTest(snapshot.scores, model, id, snapshot.userProfiles);
    const inAccounts = (row: number) => listHas(accounts.segments, row, position);
    const ofAccounts = () => groupView(all.accounts, rowsWhere(accounts.hash.length, inAccounts));
    const ofUsers = (isIn: (row: number) => boolean) =>
      groupView(all.users, rowsWhere(users.hash.length, isIn));
    return [
      ...(own?.of === 'user' ? [] : [{ ...about, of: 'account', builtIn, ...ofAccounts() }]),
      ...(inUsers ? [{ ...about, of: 'user', builtIn, ...ofUsers(inUsers) }] : []),
    ];
  });
}

function comparedColumns(snapshot: SnapshotWindow) {
  return { accounts: comparedAccounts(snapshot), users: comparedUsers(snapshot) };
}

/**
 * Returns segments side by side, those of accounts first and the built-in ones before the model's
 * own, and everybody to compare them with.
 */
export function segmentsView(snapshot: SnapshotWindow, model: ScoringModel) {
  const { accounts, users } = snapshot.scores;
  const compared = comparedColumns(snapshot);
  const views = segmentViews(snapshot, model, compared);
  const data = ['account', 'user'].flatMap((of) => views.filter((view) => view.of === of));
  const all = {
    accounts: groupView(compared.accounts, rowsWhere(accounts.hash.length)),
    users: groupView(compared.users, rowsWhere(users.hash.length)),
  };
  return { data, next: null, all };
}
