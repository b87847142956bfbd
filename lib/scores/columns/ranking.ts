import type { IdHash } from '../../model/id-hash.ts';

/** Sums in another order differ by less: what lies as near is the same score. */
export const TIE = 1e-9;

/** Rows in the order of a value, with the rank of each; ties, to 1e-9, share a rank. */
export interface Ranking {
  /** Row indices, the highest value first; of equal ones by hash. */
  readonly order: readonly number[];
  /** By row, from 1. */
  readonly rank: Int32Array;
}

/** Ranks rows by a number. Cost: one sort. */
export function rankRows(hashes: readonly IdHash[], valueAt: (row: number) => number): Ranking {
  const values = Float64Array.from(hashes, (_, row) => valueAt(row));
  const value = (row: number): number => values[row] ?? 0;
  // Hashes are stored in order, so the row itself settles ties.
  const order = hashes.map((_, row) => row).sort((a, b) => value(b) - value(a) || a - b);
  const rank = new Int32Array(hashes.length);
  let [shared, highest] = [0, Number.POSITIVE_INFINITY];
  order.forEach((row, position) => {
    if (position === 0 || highest - value(row) > TIE) {
      shared = position + 1;
      highest = value(row);
    }
    rank[row] = shared;
  });
  return { order, rank };
}

/** What a list may be sorted by. */
export type SortValue = number | string | null;

/** Returns below 0 where one value comes before another, `sign` being -1 for descending; null comes last. */
function compare(one: SortValue, other: SortValue, sign: 1 | -1): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -sign : sign;
}

/** Rows sorted by a value and then by row; those without a value come last either way. */
export function sortRows(
  rows: readonly number[],
  valueAt: (row: number) => SortValue,
  descending: boolean,
): number[] {
  const sign = descending ? -1 : 1;
  // Each value is read once; objects of row and value would double the memory.
  const values = rows.map(valueAt);
  const value = (position: number): SortValue => values[position] ?? null;
  const row = (position: number): number => rows[position] ?? 0;
  return [...rows.keys()]
    .sort((a, b) => compare(value(a), value(b), sign) || row(a) - row(b))
    .map(row);
}
