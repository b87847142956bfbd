/** Returns ranks from 1, the lowest value first; equal values share the mean of their ranks. */
function meanRanks(values: readonly number[]): Float64Array {
  const valueAt = (row: number): number => values[row] ?? 0;
  const order = values.map((_, row) => row).sort((a, b) => valueAt(a) - valueAt(b));
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = valueAt(order[from] ?? 0);
    while (to < order.length && valueAt(order[to] ?? 0) === value) to++;
    for (const row of order.slice(from, to)) ranks[row] = (from + 1 + to) / 2;
  }
  return ranks;
}

/**
 * # Rank correlation
 *
 * Whether two models put the same accounts in the same order, whatever their scores are: 1 is the
 * same order, 0 is no relation, -1 the reverse.
 *
 * Source: Spearman's rho (1904), as Pearson's correlation of the ranks, with the mean rank for
 * ties, of which scores of 0 and of 100 make many. The short form 1 - 6 sum(d^2) / (n (n^2 - 1)) is
 * wrong with ties.
 *
 *     rho = sum(da db) / sqrt(sum(da^2) sum(db^2)),   d = rank - (n + 1) / 2
 *
 * Example: 1 2 2 3 against 1 2 3 4 has the ranks 1 2.5 2.5 4 and 1 2 3 4, and
 * 4.5 / sqrt(4.5 x 5) = 0.949.
 *
 * Cost: two sorts.
 *
 * @param b as many as `a`, by the same index
 * @returns null for fewer than two pairs, and when all of one side are equal: there is no order
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number | null {
  const [ranksA, ranksB] = [meanRanks(a), meanRanks(b)];
  const mean = (a.length + 1) / 2;
  let [products, squaresA, squaresB] = [0, 0, 0];
  ranksA.forEach((rank, row) => {
    const [deviationA, deviationB] = [rank - mean, (ranksB[row] ?? mean) - mean];
    products += deviationA * deviationB;
    squaresA += deviationA * deviationA;
    squaresB += deviationB * deviationB;
  });
  // Mean ranks are halves, so the sums are exact and nothing but equal values makes a 0.
  if (squaresA === 0 || squaresB === 0) return null;
  return products / Math.sqrt(squaresA * squaresB);
}
