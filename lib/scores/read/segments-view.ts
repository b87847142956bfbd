import { dayNumber } from '../../model/day.ts';
import { BUILT_IN_SEGMENTS } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { gatherFloats, rowsWhere } from '../columns/gather.ts';
import { listHas } from '../columns/list-column.ts';
import { numberAt } from '../columns/nullable-column.ts';
import { ownSegment } from '../conditions/segments.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { userExactScores } from '../snapshot/subject-rows.ts';
import { accountIndexScores, indexView, userIndexScores } from './index-scores.ts';
import { adoptionShare, type SnapshotWindow } from './snapshot-window.ts';
import { userSegmentTest } from './user-segments.ts';

/**
 * Returns the mean over rows that have a value; a loop, for lists of a hundred thousand are walked
 * for each segment.
 */
function meanOfKnown(rows: Int32Array, valueAt: (row: number) => number | null | undefined) {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const value = valueAt(row) ?? null;
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}

/** Returns what accounts are compared by, each worked out once. */
function comparedAccounts(snapshot: SnapshotWindow) {
  const { scores, window } = snapshot;
  const columns = scores.accounts.windows[window];
  return {
    score: columns?.[scores.headline] ?? new Float64Array(0),
    index: accountIndexScores(snapshot),
    adoption: (row: number) => adoptionShare(scores, columns?.used[row]),
    progress: scores.accounts.progress,
    isActive: (row: number) => (columns?.activeDays[row] ?? 0) > 0,
  };
}

function comparedUsers(snapshot: SnapshotWindow): ReturnType<typeof comparedAccounts> {
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

/** Shares are 0 to 1; null where there are none. */
function groupView(all: ReturnType<typeof comparedAccounts>, rows: Int32Array) {
  const { score, index, adoption, progress, isActive } = all;
  const exactScore = meanOfPositive(gatherFloats(rows, (row) => score[row] ?? 0));
  return {
    count: rows.length,
    score: shownScore(exactScore),
    exactScore,
    ...indexView(index && gatherFloats(rows, (row) => index[row] ?? 0)),
    adoption: meanOfKnown(rows, adoption),
    progress: meanOfKnown(rows, (row) => numberAt(progress, row)),
    activated: meanOfKnown(rows, (row) => {
      const share = numberAt(progress, row);
      return share === null ? null : Number(share >= 1);
    }),
    activeShare: meanOfKnown(rows, (row) => Number(isActive(row))),
  };
}

type Compared = Readonly<Record<'accounts' | 'users', ReturnType<typeof comparedAccounts>>>;

function segmentViews(snapshot: SnapshotWindow, compared: Compared) {
  const { model, scores } = snapshot;
  const { accounts, users, segmentNames } = scores;
  return segmentNames.flatMap((id, index) => {
    const own = ownSegment(model, id);
    const builtIn = !own && BUILT_IN_SEGMENTS.some((name) => name === id);
    const view = (of: SubjectKind, isIn: (row: number) => boolean) => {
      const rows = rowsWhere((of === 'user' ? users : accounts).hash.length, isIn);
      const group = groupView(compared[`${of}s`], rows);
      return { id, label: own?.label ?? id, of, builtIn, ...group };
    };
    const inUsers = userSegmentTest(snapshot, id);
    return [
      ...(own?.of === 'user'
        ? []
        : [view('account', (row) => listHas(accounts.segments, row, index))]),
      ...(inUsers ? [view('user', inUsers)] : []),
    ];
  });
}

/**
 * Returns segments side by side, those of accounts first and the built-in ones before the model's
 * own, and everybody to compare them with.
 */
export function segmentsView(snapshot: SnapshotWindow) {
  const { accounts, users } = snapshot.scores;
  const compared = { accounts: comparedAccounts(snapshot), users: comparedUsers(snapshot) };
  const views = segmentViews(snapshot, compared);
  const data = ['account', 'user'].flatMap((of) => views.filter((view) => view.of === of));
  const all = {
    accounts: groupView(compared.accounts, rowsWhere(accounts.hash.length)),
    users: groupView(compared.users, rowsWhere(users.hash.length)),
  };
  return { data, next: null, all };
}
