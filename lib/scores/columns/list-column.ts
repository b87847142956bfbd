import { type ColumnCodec, jsonRows } from './column-codec.ts';
import { ints } from './value-codecs.ts';

/** A list of whole numbers a row, all in one column: millions of short arrays would not fit. */
export interface ListColumn {
  /** By row, where its list begins; one more for the end of the last. */
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

/** Whether a row exists; a column that a model does not need has none. */
export function hasRow({ starts }: ListColumn, row: number): boolean {
  return row >= 0 && row < starts.length - 1;
}

/** Returns the list of a row; empty for a row that does not exist. */
export function listAt({ starts, values }: ListColumn, row: number): Int32Array {
  return values.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
}

export function itemAt({ starts, values }: ListColumn, row: number, item: number): number {
  return values[(starts[row] ?? 0) + item] ?? 0;
}

export function listHas({ starts, values }: ListColumn, row: number, value: number): boolean {
  const end = starts[row + 1] ?? 0;
  for (let offset = starts[row] ?? end; offset < end; offset++)
    if (values[offset] === value) return true;
  return false;
}

/** Returns the lists of rows from one to another, each made item by item. */
export function encodeLists<Item>(
  starts: Int32Array,
  from: number,
  to: number,
  itemAt: (offset: number) => Item,
): Item[][] {
  const end = Math.min(to, starts.length - 1);
  const lists: Item[][] = [];
  for (let row = from; row < end; row++) {
    const list: Item[] = [];
    for (let offset = starts[row] ?? 0; offset < (starts[row + 1] ?? 0); offset++)
      list.push(itemAt(offset));
    lists.push(list);
  }
  return lists;
}

/** Returns what collects lengths of lists and makes them the offsets at which lists start. */
export function startsBuilder(rows: number) {
  const starts = ints.builder(rows + 1);
  let next = 0;
  starts.add([next]);
  return {
    add(length: number): void {
      next += length;
      starts.add([next]);
    },
    done: starts.done,
  };
}

export const lists: ColumnCodec<ListColumn> = {
  encode: ({ starts, values }, from, to) =>
    encodeLists(starts, from, to, (offset) => values[offset] ?? 0),
  builder(rows = 0) {
    const starts = startsBuilder(rows);
    const values = ints.builder();
    return {
      add(stored) {
        for (const list of jsonRows(stored)) {
          starts.add(jsonRows(list).length);
          values.add(list);
        }
      },
      done: () => ({ starts: starts.done(), values: values.done() }),
    };
  },
};

/** Returns where the rows of each group begin when they are in the order of groups, and the end. */
function groupStarts(groupOf: ArrayLike<number>, groups: number): Int32Array {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < groupOf.length; row++) {
    const next = (groupOf[row] ?? -1) + 1;
    if (next > 0) starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group++) {
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  }
  return starts;
}

/**
 * Returns the rows of each group, in their order: a counting sort, for a list a group takes ten
 * times the memory.
 *
 * @param groupOf by row, from 0 and below `groups`; -1 for a row of none
 */
export function groupRows(groupOf: ArrayLike<number>, groups: number): ListColumn {
  const starts = groupStarts(groupOf, groups);
  const next = starts.slice();
  const values = new Int32Array(starts[groups] ?? 0);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] ?? -1;
    if (group < 0) continue;
    const offset = next[group] ?? 0;
    values[offset] = row;
    next[group] = offset + 1;
  }
  return { starts, values };
}
