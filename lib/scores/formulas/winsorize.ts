/**
 * # Winsorizing
 *
 * Named after Charles P. Winsor: values above a cap are set to the cap, so that one user who does
 * ten thousand things a week does not make everybody else look idle.
 *
 *     winsorize(475, 208.2) = 208.2      winsorize(89, 208.2) = 89
 *
 * Twice is the same as once. Cost: O(1).
 */
export function winsorize(raw: number, cap: number): number {
  return Math.min(raw, cap);
}
