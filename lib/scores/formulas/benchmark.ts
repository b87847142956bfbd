import type { ScoringModel } from '../../model/scoring-model.ts';
import { quantile } from './quantile.ts';

/**
 * # Benchmark
 *
 * The raw score that makes 100: a high percentile, 90 by default, of the raw scores above 0 in the
 * model's population, and never below the operator's floor. Users who did nothing do not pull it
 * down.
 *
 * Source: Sherlock's help centre, whose thirteen raw scores come to 208; that the zeros are left
 * out, and the floor for products with few users, are our decisions (docs/scoring.md).
 *
 *     benchmark = max(floor, quantile(raw scores above 0, percentile / 100))
 *
 * Example: for `475 89 101 7 3 21 2 149 223 1 13 9 37` it is 208.2.
 *
 * Cost: O(n).
 *
 * @returns 0 when nobody has a raw score above 0 and there is no floor
 */
export function benchmarkOf(
  raws: Float64Array,
  normalization: Pick<ScoringModel['normalization'], 'percentile' | 'floor'>,
): number {
  return benchmarkOfPositive(positiveValues(raws), normalization);
}

/** Returns the benchmark of raw scores that are all above 0. */
export function benchmarkOfPositive(
  positive: Float64Array,
  { percentile, floor = 0 }: Pick<ScoringModel['normalization'], 'percentile' | 'floor'>,
): number {
  return positive.length === 0 ? floor : Math.max(quantile(positive, percentile / 100), floor);
}

/**
 * Returns the values above 0 of the indices that are in. A loop, for `TypedArray.filter` takes 48
 * ms for a million values and this 7.
 */
export function positiveValues(
  values: Float64Array,
  isIn: (index: number) => boolean = () => true,
): Float64Array {
  const kept = new Float64Array(values.length);
  let length = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (value > 0 && isIn(index)) kept[length++] = value;
  }
  return kept.subarray(0, length);
}
