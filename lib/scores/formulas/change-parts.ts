import type { ScoreBenchmarks } from './account-scores.ts';
import { exactScore } from './exact-score.ts';

/** Why a score changed: unrounded points that sum to the unrounded change. */
export interface ChangeParts {
  /** Its own activity, at the benchmark there was before. */
  readonly own: number;
  /** Accounts: members that joined or left. */
  readonly members: number;
  /** Everybody else: the benchmark moved. */
  readonly benchmark: number;
}

/**
 * # Change of a user's score
 *
 * The way from the score before to the score now goes over one stop: the activity of now at the
 * benchmark of then. The first leg is the user's own doing, the second is everybody else's.
 *
 * Source: our decision (docs/scoring.md, Changes, and why). A chain of scores is the "waterfall" of
 * variance analysis in accounting: exact, and each leg can be said in words. Shapley values would
 * not depend on the order of the legs, but nobody can check them by hand.
 *
 *     own = score(raw now, benchmark then) - score(raw then, benchmark then)
 *     benchmark = score(raw now, benchmark now) - score(raw now, benchmark then)
 *
 * Example, on a straight line: 50 points at the benchmark 100, then 80 at 160, are the scores 50
 * and 50: own is 80 - 50 = +30, benchmark is 50 - 80 = -30.
 *
 * Cost: O(1), three scores.
 */
export function userChangeParts(
  raw: { readonly now: number; readonly before: number },
  benchmarks: { readonly now: ScoreBenchmarks; readonly before: ScoreBenchmarks },
): ChangeParts {
  const { before, now } = benchmarks;
  const start = exactScore(raw.before, before.benchmark, before.curve);
  const stop = exactScore(raw.now, before.benchmark, before.curve);
  const end = exactScore(raw.now, now.benchmark, now.curve);
  return { own: stop - start, members: 0, benchmark: end - stop };
}
