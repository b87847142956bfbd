import type { Day } from '../../model/day.ts';
import type { ScoreBenchmarks } from './account-scores.ts';
import { meanOfPositive } from './mean-of-positive.ts';

/** Closed days of a model version that settle what its trend is measured against. */
export const BASELINE_DAYS = 28;

/** What the head of a closed day says of the benchmarks everybody was measured by. */
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

/**
 * # Baseline of the index
 *
 * A score says how somebody compares with the others of that day, so when everybody does twice as
 * much nobody's score moves. The index does not move along: it measures by the mean benchmarks of
 * the model version's first 28 closed days, as they were reported. Twice the activity of all is
 * then a higher index, and its trend tells whether users become more or less engaged.
 *
 * Source: our decision (docs/scoring.md, The index); the fixed base period is that of price
 * indices.
 *
 *     baseline = mean of the benchmarks above 0 of the first 28 closed days that are not suspect
 *
 * Days on which nobody scored are left out. Within the first 28 days it is the mean of those there
 * are, and settles.
 *
 * Example: benchmarks of 100, 200 and 120 on the first three days make 140.
 *
 * Cost: O(heads).
 *
 * @param heads of one model, by day
 * @param window index into the windows of the model
 * @param curve of the model version
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
    benchmark: meanOfPositive(days.map(([benchmark]) => benchmark)),
    meanMember: meanOfPositive(days.map(([, meanMember]) => meanMember)),
    totalBenchmark: meanOfPositive(days.map(([, , total]) => total)),
  };
}
