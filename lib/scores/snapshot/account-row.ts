import { numberAt } from '../columns/nullable-number.ts';
import type { AccountScores } from '../formulas/account-scores.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import type { DayScores } from './day-scores.ts';
import { changeSince, type SubjectRow } from './subject-row.ts';

/** One account's scores in one window; `exactScore` is the measure that the model headlines. */
export interface AccountRow extends SubjectRow {
  readonly scores: AccountScores;
  /** Parts of the unrounded change of the headline score; null with it. */
  readonly parts: ScoreChange['parts'];
}

/**
 * Returns an account's row; undefined when there is no such window or account.
 *
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
  const measures = {
    average: columns.average[account] ?? 0,
    total: columns.total[account] ?? 0,
    fair: columns.fair[account] ?? 0,
  };
  const exactScore = measures[scores.headline];
  const score = shownScore(exactScore);
  const previousExact = numberAt(columns.previous, account);
  const own = numberAt(columns.ownPart, account);
  const members = numberAt(columns.memberPart, account);
  const hasParts = previousExact !== null && own !== null && members !== null;
  // Answers show the figures from `score` to `change` in this order.
  return {
    hash,
    score,
    exactScore,
    scores: measures,
    rawScore: columns.raw[account] ?? 0,
    ...changeSince(scores, score, previousExact),
    parts: hasParts ? { own, members, others: exactScore - previousExact - own - members } : null,
  };
}
