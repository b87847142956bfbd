import { userChange } from './change.ts';
import type { DayScores } from './day-scores.ts';
import { exactScore } from './normalize.ts';
import { userRow } from './user-row.ts';
import type { ScoreMove } from './version-change.ts';

/** A user's score and what moved it; `at` is its row, `window` the index of a window. */
export function userMove(scores: DayScores, window: number, at: number): ScoreMove | undefined {
  const yardstick = scores.windows[window];
  const row = userRow(scores, window, at);
  if (!yardstick || !row) return undefined;
  const { score, exactScore: exact, rawScore, previousRaw } = row;
  const before = yardstick.previous;
  if (!before || previousRaw === null) {
    return { score, exactScore: exact, previousExact: null, parts: null };
  }
  const change = userChange({ now: rawScore, before: previousRaw }, { now: yardstick, before });
  return {
    score,
    exactScore: exact,
    previousExact: exactScore(previousRaw, before.benchmark, before.curve),
    parts: { own: change.own, members: 0, others: change.benchmark },
  };
}
