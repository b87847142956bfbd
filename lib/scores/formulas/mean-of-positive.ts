/**
 * # Mean of those who score
 *
 * The score of the product, of a segment and of any other group: the mean of the scores above 0.
 * The idle are counted apart and do not hide how engaged the others are.
 *
 * Source: the product score of Sherlock and Accoil is "the average of all user scores"; that it
 * leaves the idle out is our decision (docs/scoring.md, The index).
 *
 *     sum of the scores above 0 / number of the scores above 0
 *
 * Example: 80, 40 and 0 have the mean 60.
 *
 * Cost: O(scores).
 *
 * @returns 0 when no score is above 0
 */
export function meanOfPositive(scores: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const score of scores) {
    if (score <= 0) continue;
    sum += score;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
