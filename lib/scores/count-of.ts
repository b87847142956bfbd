/** How many of a column's values are of some kind. A loop, for `filter` would copy them. */
export function countOf(column: Iterable<number>, isOne: (value: number) => boolean): number {
  let count = 0;
  for (const value of column) if (isOne(value)) count++;
  return count;
}
