/** Below this k the curve is a straight line to the last bit. */
const LINEAR_BELOW = 1e-9;

/**
 * # The curve
 *
 * Raw scores crowd at the low end. An exponential spreads them there and still ends at 100.
 *
 * Source: Accoil's guide takes an exponential step after winsorizing, "so that differences in raw
 * scores are represented more effectively", and prints no formula. This one is our choice: of one
 * parameter, through 0 and 100 whatever it is, and with the older linear score as its limit.
 *
 *     curve(x, k) = 100 (1 - e^(-kx)) / (1 - e^(-k)),   0 <= x <= 1
 *
 * It rises with x for every k > 0, curve(0, k) = 0, curve(1, k) = 100, and its limit for k -> 0
 * is the straight line 100 x. `expm1` keeps the digits that 1 - e^(-k) would lose for a small k.
 *
 * Example: with k = 2 a user at half the benchmark has 73.1, with k = 0 it has 50.
 *
 * Cost: O(1), two exponentials.
 *
 * @param x share of the benchmark, 0 to 1
 * @param k how much the low end is spread, 0 or more
 */
export function curve(x: number, k: number): number {
  return curveWithConstant(curveConstant(k), x, k);
}

/** Returns e^(-k) - 1: what all points of one curve share. */
export function curveConstant(k: number): number {
  return Math.expm1(-k);
}

/** Returns a point of the curve from its constant. Cost: one exponential. */
export function curveWithConstant(constant: number, x: number, k: number): number {
  return k < LINEAR_BELOW ? 100 * x : (100 * Math.expm1(-k * x)) / constant;
}
