import { userChangeParts } from '../formulas/change-parts.ts';
import { exactScore } from '../formulas/exact-score.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import type { DayScores } from './day-scores.ts';
import { userRow } from './user-row.ts';

/** A user's score and what moved it; `at` is its row, `window` the index of a window. */
export function userScoreChange(
  scores: DayScores,
  window: number,
  user: number,
): ScoreChange | undefined {
  const benchmarks = scores.windows[window];
  const row = userRow(scores, window, user);
  if (!benchmarks || !row) return undefined;
  const { score, exactScore: exact, rawScore, previousRaw } = row;
  const before = benchmarks.previous;
  if (!before || previousRaw === null) {
    return { score, exactScore: exact, previousExact: null, parts: null };
  }
  const change = userChangeParts(
    { now: rawScore, before: previousRaw },
    { now: benchmarks, before },
  );
  return {
    score,
    exactScore: exact,
    previousExact: exactScore(previousRaw, before.benchmark, before.curve),
    parts: { own: change.own, members: 0, others: change.benchmark },
  };
}
