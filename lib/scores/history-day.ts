import type { IdHash } from '../model/id-hash.ts';
import type { Window } from '../model/window.ts';
import { accountRow, windowIndex } from './account-row.ts';
import { bandOf } from './band.ts';
import type { DayScores } from './day-scores.ts';
import { shareOfFeatures } from './reading.ts';
import { rowOf } from './row-of.ts';
import { userMove } from './score-move.ts';
import { userRow } from './user-row.ts';
import type { ScoreMove } from './version-change.ts';

function accountDay(scores: DayScores, window: number, at: number) {
  const row = accountRow(scores, window, at);
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
    activeUsers: columns.activeUsers[at] ?? 0,
    knownUsers: scores.accounts.knownUsers[at] ?? 0,
    adoption: shareOfFeatures(scores, columns.used[at]),
    progress: scores.accounts.progress[at] ?? null,
  };
  return { move: row, shown };
}

function userDay(scores: DayScores, window: number, at: number) {
  const row = userRow(scores, window, at);
  const move = userMove(scores, window, at);
  const columns = scores.users.windows[window];
  if (!row || !move || !columns) return undefined;
  const shown = {
    score: row.score,
    exactScore: row.exactScore,
    rawScore: row.rawScore,
    previousScore: row.previousScore,
    change: row.change,
    parts: move.parts,
    band: bandOf(row.score),
    adoption: shareOfFeatures(scores, columns.used[at]),
    frequency: columns.activeDays[at] ?? 0,
  };
  return { move, shown };
}

/** What a history shows of a day, and what a change between versions is made of. */
export interface HistoryDay {
  readonly window: Window;
  readonly move: ScoreMove;
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
  of: 'user' | 'account',
  hash: IdHash,
  window: Window = scores.headlineWindow,
): HistoryDay | undefined {
  const index = windowIndex(scores, window);
  const at = rowOf(scores[`${of}s`].hash, hash);
  if (index < 0 || at < 0) return undefined;
  const day = (of === 'user' ? userDay : accountDay)(scores, index, at);
  return day && { window, ...day };
}
