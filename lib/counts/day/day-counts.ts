import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import {
  type CellColumns,
  type CellKey,
  cellAt,
  cellColumnsOf,
  decodeIds,
  encodeIds,
} from '../block/cell-columns.ts';
import { cutCells } from '../block/cut-cells.ts';

/** How often each user did each event in each account on one day. */
export interface DayCounts extends CellColumns {
  readonly day: Day;
  readonly count: Float64Array;
  /** By row the latest of its events, in milliseconds of the day; 0, or no column, where none is known. */
  readonly last?: Int32Array;
}

export interface CountCell extends CellKey {
  readonly count: number;
  /** The latest of its events, in milliseconds of the day. @default not known */
  readonly last?: number;
}

/** Columns from cells that are in cell order, each key once. */
export function dayCountsOf(day: Day, cells: readonly CountCell[]): DayCounts {
  const counts = {
    day,
    ...cellColumnsOf(cells),
    count: Float64Array.from(cells, ({ count }) => count),
  };
  if (!cells.some(({ last = 0 }) => last > 0)) return counts;
  return { ...counts, last: Int32Array.from(cells, ({ last = 0 }) => last) };
}

/** Returns the rows of all parts together. */
export function countRows(parts: readonly DayCounts[]): number {
  return parts.reduce((sum, { count }) => sum + count.length, 0);
}

/** All rows at once, for small sets and tests; loops over many rows read the columns. */
export function allCells(counts: DayCounts): CountCell[] {
  return Array.from(counts.count, (count, row) => {
    const last = counts.last?.[row] ?? 0;
    return { ...cellAt(counts, row), count, ...(last > 0 && { last }) };
  });
}

/** Ids cut from a chunk keep all of its text in memory, megabytes for a few of them; these do not. */
const ownCopies = (ids: readonly IdHash[]): IdHash[] => decodeIds(encodeIds(ids));

/** One part of a day, from cells in cell order that fit a chunk. */
export function dayPartOf(day: Day, cells: readonly CountCell[]): DayCounts {
  const counts = dayCountsOf(day, cells);
  return { ...counts, users: ownCopies(counts.users), accounts: ownCopies(counts.accounts) };
}

/** A day in parts that make a chunk each, from cells in cell order. */
export function dayPartsOf(day: Day, cells: Iterable<CountCell>): DayCounts[] {
  return Array.from(cutCells(cells), (group) => dayPartOf(day, group));
}
