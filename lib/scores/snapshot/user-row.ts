import type { IdHash } from '../../model/id-hash.ts';
import { numberAt } from '../columns/nullable-number.ts';
import { exactScore, exactScores } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { DayScores } from './day-scores.ts';

/** One user's scores in one window, read out of the columns. */
export interface UserRow {
  readonly hash: IdHash;
  readonly exactScore: number;
  readonly score: number;
  readonly rawScore: number;
  readonly previousRaw: number | null;
  readonly previousScore: number | null;
  /** Of shown scores; null without a score before, and while the day goes on. */
  readonly change: number | null;
}

const NO_SCORES = new Float64Array(0);

/** The unrounded score of one user: snapshots keep raw scores, the yardstick does the rest. */
export function userExactScore(scores: DayScores, window: number, user: number): number {
  const benchmarks = scores.windows[window];
  const raw = scores.users.windows[window]?.raw[user] ?? 0;
  return benchmarks ? exactScore(raw, benchmarks.benchmark, benchmarks.curve) : 0;
}

/** The same of all users, by row. */
export function userExactScores(scores: DayScores, window: number): Float64Array {
  const { benchmark = 0, curve = 0 } = scores.windows[window] ?? {};
  const { raw = NO_SCORES } = scores.users.windows[window] ?? {};
  return exactScores(raw, benchmark, curve);
}

function previousShown(scores: DayScores, window: number, raw: number | null): number | null {
  const previous = scores.windows[window]?.previous;
  if (raw === null || !previous) return null;
  return shownScore(exactScore(raw, previous.benchmark, previous.curve));
}

/**
 * @param window index into the windows of the day's scores
 * @param user index of the user
 */
export function userRow(scores: DayScores, window: number, user: number): UserRow | undefined {
  const hash = scores.users.hash[user];
  const columns = scores.users.windows[window];
  if (hash === undefined || !columns) return undefined;
  const exact = userExactScore(scores, window, user);
  const score = shownScore(exact);
  const previousRaw = numberAt(columns.previousRaw, user);
  const previousScore = previousShown(scores, window, previousRaw);
  return {
    hash,
    exactScore: exact,
    score,
    rawScore: columns.raw[user] ?? 0,
    previousRaw,
    previousScore,
    change: previousScore === null || !scores.complete ? null : score - previousScore,
  };
}
