import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Window } from '../../model/window.ts';
import { findRow } from '../columns/find-row.ts';
import { bandOf } from '../formulas/band.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import { accountRow, windowIndex } from '../snapshot/account-row.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { userRow } from '../snapshot/user-row.ts';
import { userScoreChange } from '../snapshot/user-score-change.ts';
import { adoptionShare } from './snapshot-window.ts';

function accountDay(scores: DayScores, window: number, subject: number) {
  const row = accountRow(scores, window, subject);
  const columns = scores.accounts.windows[window];
  if (!row || !columns) return undefined;
  const shown = {
    score: row.score,
    exactScore: row.exactScore,
    scores: row.scores,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    parts: row.parts,
    band: bandOf(row.score),
    activeUsers: columns.activeUsers[subject] ?? 0,
    knownUsers: scores.accounts.knownUsers[subject] ?? 0,
    adoption: adoptionShare(scores, columns.used[subject]),
    progress: scores.accounts.progress[subject] ?? null,
  };
  return { scoreChange: row, shown };
}

function userDay(scores: DayScores, window: number, subject: number) {
  const row = userRow(scores, window, subject);
  const scoreChange = userScoreChange(scores, window, subject);
  const columns = scores.users.windows[window];
  if (!row || !scoreChange || !columns) return undefined;
  const shown = {
    score: row.score,
    exactScore: row.exactScore,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    parts: scoreChange.parts,
    band: bandOf(row.score),
    adoption: adoptionShare(scores, columns.used[subject]),
    frequency: columns.activeDays[subject] ?? 0,
  };
  return { scoreChange, shown };
}

/** What a history shows of a day, and what a change between versions is made of. */
export interface HistoryDay {
  readonly window: Window;
  readonly scoreChange: ScoreChange;
  readonly shown: NonNullable<ReturnType<typeof accountDay> | ReturnType<typeof userDay>>['shown'];
}

/**
 * One user or account on one day; undefined when it was not there yet, or the model had no such
 * window.
 *
 * @param window the model's headline when left out
 */
export function historyDay(
  scores: DayScores,
  subjectKind: SubjectKind,
  hash: IdHash,
  window: Window = scores.headlineWindow,
): HistoryDay | undefined {
  const index = windowIndex(scores, window);
  const subject = findRow(scores[`${subjectKind}s`].hash, hash);
  if (index < 0 || subject < 0) return undefined;
  const day = (subjectKind === 'user' ? userDay : accountDay)(scores, index, subject);
  return day && { window, ...day };
}
