import { winsorize } from './winsorize.ts';

/** Below this the curve is a straight line to the last bit. */
const LINEAR_BELOW = 1e-9;

/**
 * # The curve
 *
 * Raw scores crowd at the low end. An exponential spreads them there and still ends at 100:
 *
 *     curve(x, k) = 100 (1 - e^(-kx)) / (1 - e^(-k)),   0 <= x <= 1
 *
 * It rises with x for every k > 0, curve(0, k) = 0, curve(1, k) = 100, and its limit for k -> 0
 * is the straight line 100 x. With k = 2 a user at half the benchmark scores 73, not 50.
 * `expm1` keeps the digits that 1 - e^(-k) would lose for a small k.
 *
 * Cost: O(1), one exponential a call.
 *
 * @param x share of the benchmark, 0 to 1
 * @param k how much the low end is spread, 0 or more
 */
export function curve(x: number, k: number): number {
  return curveWithEnd(Math.expm1(-k), x, k);
}

/** The curve with its constant worked out: `end` is e^(-k) - 1. */
function curveWithEnd(end: number, x: number, k: number): number {
  return k < LINEAR_BELOW ? 100 * x : (100 * Math.expm1(-k * x)) / end;
}

/**
 * # Score, unrounded
 *
 * The raw score as a share of the benchmark, winsorized there, on the curve: 0 to 100. A raw
 * score of 0 or less scores 0; so does everybody while there is no benchmark.
 *
 * With the benchmark 208.2 and k = 2 the raw scores 1 2 3 7 9 13 21 37 89 101 149 223 475 are
 * shown as 1 2 3 8 10 14 21 35 66 72 88 100 100.
 *
 * @param benchmark above 0, or 0 for none
 */
export function exactScore(raw: number, benchmark: number, k: number): number {
  if (raw <= 0 || benchmark <= 0) return 0;
  return curve(winsorize(raw, benchmark) / benchmark, k);
}

/**
 * The same for many raw scores against one benchmark, equal to the last bit. The constant exponential
 * is taken once, whoever is at the benchmark costs none, and no number is boxed on its way out.
 *
 * @returns by the index of `raws`
 */
export function exactScores(raws: Float64Array, benchmark: number, k: number): Float64Array {
  const scores = new Float64Array(raws.length);
  if (benchmark <= 0) return scores;
  const end = Math.expm1(-k);
  const top = curveWithEnd(end, 1, k);
  for (let index = 0; index < raws.length; index++) {
    const raw = raws[index] ?? 0;
    if (raw > 0) scores[index] = raw < benchmark ? curveWithEnd(end, raw / benchmark, k) : top;
  }
  return scores;
}

/** The score on screen, 0 to 100: rounded half up, at least 1 for whoever scores above 0. */
export function shownScore(exact: number): number {
  return exact <= 0 ? 0 : Math.max(1, Math.floor(exact + 0.5));
}
