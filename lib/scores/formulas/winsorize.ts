/**
 * # Winsorizing
 *
 * Values above a cap count as the cap, so that one robot that does ten thousand things a week does
 * not make everybody else look idle.
 *
 * Source: named after Charles P. Winsor (Tukey 1962, The Future of Data Analysis); Accoil's guide
 * to product engagement metrics takes it before its exponential step. One-sided here: idling is no
 * outlier.
 *
 *     winsorize(raw, cap) = min(raw, cap)
 *
 * Example: 475 at the cap 208.2 counts as 208.2, and 89 stays 89. Twice is the same as once.
 *
 * Cost: O(1).
 */
export function winsorize(raw: number, cap: number): number {
  return Math.min(raw, cap);
}
