/** Counts the values of a column that pass a test. A loop, for `filter` would copy them. */
export function countWhere(
  column: Iterable<number>,
  isCounted: (value: number) => boolean,
): number {
  let count = 0;
  for (const value of column) if (isCounted(value)) count++;
  return count;
}
