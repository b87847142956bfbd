import { curve, curveConstant, curveWithConstant } from './curve.ts';
import { winsorize } from './winsorize.ts';

/**
 * # Score, unrounded
 *
 * The raw score as a share of the benchmark, winsorized there, on the curve. Everything is computed
 * with this number; people see it rounded (shown-score.ts).
 *
 * Source: Sherlock's help centre normalizes to min(100, 100 raw / benchmark); Accoil's guide adds
 * the exponential step.
 *
 *     score = curve(winsorize(raw, benchmark) / benchmark, k)
 *
 * A raw score of 0 or less scores 0; so does everybody while there is no benchmark.
 *
 * Example: with the benchmark 208.2 and k = 2 the raw scores 1 2 3 7 9 13 21 37 89 101 149 223 475
 * are shown as 1 2 3 8 10 14 21 35 66 72 88 100 100.
 *
 * Cost: O(1).
 *
 * @param benchmark above 0, or 0 for none
 * @param k of the curve, 0 or more
 * @returns 0 to 100
 */
export function exactScore(raw: number, benchmark: number, k: number): number {
  if (raw <= 0 || benchmark <= 0) return 0;
  return curve(winsorize(raw, benchmark) / benchmark, k);
}

/**
 * Returns the scores of many raw scores against one benchmark, equal to `exactScore` to the last
 * bit. The constant exponential is taken once, whoever is at the benchmark costs none, and no
 * number is boxed on its way out.
 *
 * @returns by the index of `raws`
 */
export function exactScores(raws: Float64Array, benchmark: number, k: number): Float64Array {
  const scores = new Float64Array(raws.length);
  if (benchmark <= 0) return scores;
  const constant = curveConstant(k);
  const top = curveWithConstant(constant, 1, k);
  for (let index = 0; index < raws.length; index++) {
    const raw = raws[index] ?? 0;
    if (raw <= 0) continue;
    scores[index] = raw < benchmark ? curveWithConstant(constant, raw / benchmark, k) : top;
  }
  return scores;
}
