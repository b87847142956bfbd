import type { IdHash } from '../model/id-hash.ts';

/** Rows in the order of a value, with the rank of each; ties share a rank. */
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
  let shared = 0;
  order.forEach((row, at) => {
    const before = order[at - 1];
    if (before === undefined || value(before) !== value(row)) shared = at + 1;
    rank[row] = shared;
  });
  return { order, rank };
}

/** What a list may be sorted by. */
export type SortValue = number | string | null;

/** Rows sorted by a value and then by row; those without a value come last either way. */
export function sortRows(
  rows: readonly number[],
  valueAt: (row: number) => SortValue,
  descending: boolean,
): number[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueAt(row) }))
    .sort((a, b) => {
      if (a.value === b.value) return a.row - b.row;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return a.value < b.value ? -sign : sign;
    })
    .map(({ row }) => row);
}
