import { dayNumber } from '../../model/day.ts';
import type { DayScores } from './day-scores.ts';

export type ConfidenceReason = 'small_population' | 'young' | 'suspect_day';

/** How far a score can be trusted, and why not further. */
export interface Confidence {
  readonly level: 'high' | 'low';
  readonly reasons: readonly ConfidenceReason[];
}

/** A benchmark from fewer users jumps about. */
const MIN_SCORING_USERS = 20;

/**
 * Marks scores against a benchmark of fewer than 20 users, subjects that are younger than the
 * window, and days whose tracking seems to have failed.
 *
 * @param first the day number the subject was seen first
 */
export function confidenceOf(scores: DayScores, window: number, first: number): Confidence {
  const benchmarks = scores.windows[window];
  const reasons: ConfidenceReason[] = [];
  if ((benchmarks?.scoringUsers ?? 0) < MIN_SCORING_USERS) reasons.push('small_population');
  const days = dayNumber(scores.asOf) - first + 1;
  if (days < (benchmarks?.window ?? 0)) reasons.push('young');
  if (scores.suspect?.length > 0) reasons.push('suspect_day');
  return { level: reasons.length === 0 ? 'high' : 'low', reasons };
}
