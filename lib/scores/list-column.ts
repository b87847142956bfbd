import { type ColumnKind, rowsOf } from './column-kind.ts';
import { ints } from './number-kinds.ts';

/** A list of whole numbers a row, all in one column: millions of short arrays would not fit. */
export interface ListColumn {
  /** By row, where its list begins; one more for the end of the last. */
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

/** Whether there is a row; a column that a model has no use for has none. */
export function hasRow({ starts }: ListColumn, row: number): boolean {
  return row >= 0 && row < starts.length - 1;
}

/** The list of a row; empty for a row that there is not. */
export function listAt({ starts, values }: ListColumn, row: number): Int32Array {
  return values.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
}

/** One item of the list of a row that has it. */
export function itemAt({ starts, values }: ListColumn, row: number, item: number): number {
  return values[(starts[row] ?? 0) + item] ?? 0;
}

/** Whether the list of a row has a value. */
export function listHas({ starts, values }: ListColumn, row: number, value: number): boolean {
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? end; at < end; at++) if (values[at] === value) return true;
  return false;
}

/** What the rows of a column are cut to, each by its own range of places. */
export function cutLists<Item>(
  starts: Int32Array,
  from: number,
  to: number,
  itemAt: (place: number) => Item,
): Item[][] {
  const end = Math.min(to, starts.length - 1);
  const lists: Item[][] = [];
  for (let row = from; row < end; row++) {
    const list: Item[] = [];
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) list.push(itemAt(at));
    lists.push(list);
  }
  return lists;
}

/** Collects where the lists of rows begin. */
export function collectStarts(rows: number) {
  const starts = ints.collect(rows + 1);
  let next = 0;
  starts.add([next]);
  return {
    /** The next row has a list of so many. */
    add(length: number): void {
      next += length;
      starts.add([next]);
    },
    done: starts.done,
  };
}

/** Lists of whole numbers. */
export const lists: ColumnKind<ListColumn> = {
  cut: ({ starts, values }, from, to) => cutLists(starts, from, to, (at) => values[at] ?? 0),
  collect(rows = 0) {
    const starts = collectStarts(rows);
    const values = ints.collect();
    return {
      add(stored) {
        for (const list of rowsOf(stored)) {
          starts.add(rowsOf(list).length);
          values.add(list);
        }
      },
      done: () => ({ starts: starts.done(), values: values.done() }),
    };
  },
};
