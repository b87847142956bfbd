import type { Day } from '../../model/day.ts';
import type { ScoreBenchmarks } from './account-scores.ts';

/** So many closed days of a model version settle what its trend is measured against. */
export const BASELINE_DAYS = 28;

/** What the head of a closed day says of what everybody was measured by. */
export interface ReportedDay {
  readonly kind: 'final' | 'restated' | 'live';
  readonly asOf: Day;
  readonly modelVersion: number;
  /** By window: benchmark, mean member and benchmark of the accounts' totals. */
  readonly benchmarks: readonly (readonly [number, number, number])[];
  /** Events whose tracking seems to have failed on the day. */
  readonly suspect: readonly string[];
}

const NO_BENCHMARKS = [0, 0, 0] as const;

function meanOfPositiveDays(values: readonly number[]): number {
  const above = values.filter((value) => value > 0);
  return above.length === 0 ? 0 : above.reduce((sum, value) => sum + value, 0) / above.length;
}

/**
 * # Frozen yardstick
 *
 * A score says where somebody stands among the others of that day, so when everybody does twice as
 * much nobody's score moves. The index does not move along: it measures by the mean benchmark of
 * the model version's first 28 closed days, as they were reported. Twice the activity of all is
 * then a higher index, and its trend tells whether users become more or less engaged.
 *
 * Days on which nobody scored, and suspect ones, are passed over. Within the first 28 days it is the mean of those
 * there are, and settles.
 *
 * Cost: O(heads).
 *
 * @param heads of one model, by day
 * @param window index into the windows of the model
 * @returns undefined while no day of that version is closed
 */
export function indexBaseline(
  heads: readonly ReportedDay[],
  modelVersion: number,
  window: number,
  curve: number,
): ScoreBenchmarks | undefined {
  const days = heads
    .filter((head) => head.kind === 'final' && head.modelVersion === modelVersion)
    .filter((head) => head.suspect.length === 0)
    .slice(0, BASELINE_DAYS)
    .map((head) => head.benchmarks[window] ?? NO_BENCHMARKS);
  if (days.length === 0) return undefined;
  return {
    curve,
    benchmark: meanOfPositiveDays(days.map(([benchmark]) => benchmark)),
    meanMember: meanOfPositiveDays(days.map(([, meanMember]) => meanMember)),
    totalBenchmark: meanOfPositiveDays(days.map(([, , total]) => total)),
  };
}
