import { type ColumnKind, rowsOf } from './column-kind.ts';
import { collectStarts, cutLists } from './list-column.ts';
import { floats, ints } from './number-kinds.ts';

/** How often one event of an account happened in a window and in the one before. */
export type EventUse = readonly [event: number, count: number, previousCount: number];

/** By account the events it used, all in one column: as arrays they took four times as much. */
export interface EventUseColumns {
  /** By account, where its events begin; one more for the end of the last. */
  readonly starts: Int32Array;
  /** Indices into the names of events. */
  readonly event: Int32Array;
  readonly count: Float64Array;
  readonly previousCount: Float64Array;
}

const useAt =
  ({ event, count, previousCount }: EventUseColumns) =>
  (at: number): EventUse => [event[at] ?? 0, count[at] ?? 0, previousCount[at] ?? 0];

/** The events of one account; none for one that there is not. */
export function eventUsesOf(columns: EventUseColumns | undefined, account: number): EventUse[] {
  if (!columns || account < 0) return [];
  return cutLists(columns.starts, account, account + 1, useAt(columns)).flat();
}

/** The events of accounts, an array of three numbers each in JSON. */
export const eventUses: ColumnKind<EventUseColumns> = {
  cut: (columns, from, to) => cutLists(columns.starts, from, to, useAt(columns)),
  collect(rows = 0) {
    const starts = collectStarts(rows);
    const [event, count, previousCount] = [ints.collect(), floats.collect(), floats.collect()];
    return {
      add(stored) {
        for (const uses of rowsOf(stored)) {
          const all = rowsOf(uses).map(rowsOf);
          starts.add(all.length);
          event.add(all.map(([own]) => own));
          count.add(all.map(([, now]) => now));
          previousCount.add(all.map(([, , before]) => before));
        }
      },
      done: () => ({
        starts: starts.done(),
        event: event.done(),
        count: count.done(),
        previousCount: previousCount.done(),
      }),
    };
  },
};
