import { numberAt } from '../columns/nullable-number.ts';
import { userChangeParts } from '../formulas/change-parts.ts';
import { exactScore, exactScores } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import type { DayScores } from './day-scores.ts';
import { changeSince, type SubjectRow } from './subject-row.ts';

const NO_SCORES = new Float64Array(0);

/** Returns a user's unrounded score: snapshots keep raw scores, the benchmark does the rest. */
export function userExactScore(scores: DayScores, window: number, user: number): number {
  const benchmarks = scores.windows[window];
  const raw = scores.users.windows[window]?.raw[user] ?? 0;
  return benchmarks ? exactScore(raw, benchmarks.benchmark, benchmarks.curve) : 0;
}

/** Returns the unrounded scores of all users, by row. */
export function userExactScores(scores: DayScores, window: number): Float64Array {
  const { benchmark = 0, curve = 0 } = scores.windows[window] ?? {};
  const { raw = NO_SCORES } = scores.users.windows[window] ?? {};
  return exactScores(raw, benchmark, curve);
}

/**
 * Returns a user's row; undefined when there is no such window or user.
 *
 * @param window index into the windows of the day's scores
 * @param user index of the user
 */
export function userRow(scores: DayScores, window: number, user: number): SubjectRow | undefined {
  const hash = scores.users.hash[user];
  const columns = scores.users.windows[window];
  if (hash === undefined || !columns) return undefined;
  const exact = userExactScore(scores, window, user);
  const score = shownScore(exact);
  const before = scores.windows[window]?.previous;
  const raw = numberAt(columns.previousRaw, user);
  const previous = raw === null || !before ? null : exactScore(raw, before.benchmark, before.curve);
  // Answers show the figures from `score` to `change` in this order.
  return {
    hash,
    score,
    exactScore: exact,
    rawScore: columns.raw[user] ?? 0,
    ...changeSince(scores, score, previous),
  };
}

/** Returns what moved a user's unrounded score since one window ago; null without a score then. */
export function userParts(scores: DayScores, window: number, user: number): ScoreChange['parts'] {
  const benchmarks = scores.windows[window];
  const columns = scores.users.windows[window];
  const raw = columns ? numberAt(columns.previousRaw, user) : null;
  if (!benchmarks?.previous || raw === null) return null;
  const parts = userChangeParts(
    { now: columns?.raw[user] ?? 0, before: raw },
    { now: benchmarks, before: benchmarks.previous },
  );
  return { own: parts.own, members: 0, others: parts.benchmark };
}
