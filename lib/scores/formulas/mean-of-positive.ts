/** Mean of the scores above 0; 0 when there are none. */
export function meanOfPositive(scores: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const score of scores) {
    if (score <= 0) continue;
    sum += score;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
