import type { IdHash } from '../../model/id-hash.ts';
import { numberAt } from '../columns/nullable-number.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { AccountWindowColumns, DayScores } from './day-scores.ts';

/** One account's scores in one window, read out of the columns. Exact figures are unrounded. */
export interface AccountRow {
  readonly hash: IdHash;
  readonly exactScore: number;
  readonly score: number;
  readonly scores: { readonly average: number; readonly total: number; readonly fair: number };
  readonly rawScore: number;
  readonly previousExact: number | null;
  readonly previousScore: number | null;
  /** Of shown scores; null without a score before, and while the day goes on. */
  readonly change: number | null;
  /** Parts of the unrounded change of the headline score; null with it. */
  readonly parts: {
    readonly own: number;
    readonly members: number;
    readonly others: number;
  } | null;
}

function measuresAt(columns: AccountWindowColumns, account: number): AccountRow['scores'] {
  return {
    average: columns.average[account] ?? 0,
    total: columns.total[account] ?? 0,
    fair: columns.fair[account] ?? 0,
  };
}

function partsAt(
  columns: AccountWindowColumns,
  account: number,
  change: number | null,
): AccountRow['parts'] {
  const [own, members] = [
    numberAt(columns.ownPart, account),
    numberAt(columns.memberPart, account),
  ];
  if (change === null || own === null || members === null) return null;
  return { own, members, others: change - own - members };
}

/**
 * @param window index into the windows of the day's scores
 * @param account index of the account
 */
export function accountRow(
  scores: DayScores,
  window: number,
  account: number,
): AccountRow | undefined {
  const columns = scores.accounts.windows[window];
  const hash = scores.accounts.hash[account];
  if (!columns || hash === undefined) return undefined;
  const measures = measuresAt(columns, account);
  const exactScore = measures[scores.headline];
  const score = shownScore(exactScore);
  const previousExact = numberAt(columns.previous, account);
  const previousScore = previousExact === null ? null : shownScore(previousExact);
  return {
    hash,
    exactScore,
    score,
    scores: measures,
    rawScore: columns.raw[account] ?? 0,
    previousExact,
    previousScore,
    change: previousScore === null || !scores.complete ? null : score - previousScore,
    parts: partsAt(columns, account, previousExact === null ? null : exactScore - previousExact),
  };
}

/** Index of a window among those of the day's scores; -1 when the model has no such window. */
export function windowIndex(scores: DayScores, window: number): number {
  return scores.windows.findIndex((benchmarks) => benchmarks.window === window);
}
