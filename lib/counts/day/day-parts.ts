import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { cutCells } from '../block/cut-cells.ts';
import { decodeIds, encodeIds } from '../block/id-column.ts';
import { type CountCell, type DayCounts, dayCountsOf } from './day-counts.ts';

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
