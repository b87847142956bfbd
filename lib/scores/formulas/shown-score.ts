/**
 * # The score on screen
 *
 * A whole number from 0 to 100, rounded half up. Whoever scores above 0 is shown at least 1, so
 * that a shown 0 always means: nothing of worth was done.
 *
 * Source: scores "from 1 to 100" in Sherlock's help centre; 0 for the inactive is from there too.
 *
 *     shown = exact <= 0 ? 0 : max(1, floor(exact + 0.5))
 *
 * Example: 0.3 is shown as 1, 72.5 as 73, 72.49 as 72.
 *
 * Cost: O(1).
 */
export function shownScore(exact: number): number {
  return exact <= 0 ? 0 : Math.max(1, Math.floor(exact + 0.5));
}
