import { accountScores } from '../formulas/account-scores.ts';
import { exactScores } from '../formulas/exact-score.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { derivedOf, type SnapshotWindow } from './snapshot-window.ts';

const NO_INDEX = { index: null, exactIndex: null };

/** An index as answers show it; null while no day of the model version is closed. */
export interface IndexView {
  readonly index: number | null;
  readonly exactIndex: number | null;
}

/** Returns an index from scores at the baseline; nulls where there is none. */
export function indexView(scores: Iterable<number> | undefined): IndexView {
  if (!scores) return NO_INDEX;
  const exactIndex = meanOfPositive(scores);
  return { index: shownScore(exactIndex), exactIndex };
}

/** Returns the scores of all users at the index baseline; undefined while there is none. */
export function userIndexScores(snapshot: SnapshotWindow): Float64Array | undefined {
  const { scores, window, baseline } = snapshot;
  const raw = scores.users.windows[window]?.raw ?? new Float64Array(0);
  return baseline && exactScores(raw, baseline.benchmark, baseline.curve);
}

/** Returns the raw scores that one account is made of, read back out of its members. */
function accountRawScores(scores: DayScores, window: number, account: number) {
  const raws = scores.members.raw[window];
  const memberRaws = Array.from(
    derivedOf(scores).membersOf(account),
    (member) => raws?.[member] ?? 0,
  );
  const all = scores.accounts.windows[window]?.raw[account] ?? 0;
  return { memberRaws, accountOnlyRaw: all - memberRaws.reduce((sum, raw) => sum + raw, 0) };
}

/** Returns the headline scores of all accounts at the index baseline; undefined without one. */
export function accountIndexScores(snapshot: SnapshotWindow): Float64Array | undefined {
  const { scores, window, baseline } = snapshot;
  if (!baseline) return undefined;
  const atBaseline = (account: number) =>
    accountScores(accountRawScores(scores, window, account), baseline);
  return Float64Array.from(
    scores.accounts.hash,
    (_, account) => atBaseline(account)[scores.headline],
  );
}
