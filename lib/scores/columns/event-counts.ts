import { type ColumnCodec, jsonRows } from './column-codec.ts';
import { encodeLists, startsBuilder } from './list-column.ts';
import { floats, ints } from './value-codecs.ts';

/**
 * How often one event of an account happened in a window and in the one before, and the points that
 * the change made or took; 0 also in snapshots from before they were kept.
 */
export type EventCount = readonly [
  event: number,
  count: number,
  previousCount: number,
  points: number,
];

/** By account the events it used, all in one column: as arrays they took four times as much. */
export interface EventCountColumns {
  /** By account, where its events begin; one more for the end of the last. */
  readonly starts: Int32Array;
  /** Indices into the names of events. */
  readonly event: Int32Array;
  readonly count: Float64Array;
  readonly previousCount: Float64Array;
  readonly points: Float64Array;
}

const eventCountAt =
  ({ event, count, previousCount, points }: EventCountColumns) =>
  (offset: number): EventCount => [
    event[offset] ?? 0,
    count[offset] ?? 0,
    previousCount[offset] ?? 0,
    points[offset] ?? 0,
  ];

/** Returns the events of one account; none for one that does not exist. */
export function eventCountsOf(columns: EventCountColumns | undefined, account: number) {
  if (!columns || account < 0) return [];
  return encodeLists(columns.starts, account, account + 1, eventCountAt(columns)).flat();
}

/** The events of accounts, an array of four numbers each in JSON. */
export const eventCounts: ColumnCodec<EventCountColumns> = {
  encode: (columns, from, to) => encodeLists(columns.starts, from, to, eventCountAt(columns)),
  builder(rows = 0) {
    const starts = startsBuilder(rows);
    const event = ints.builder();
    const [count, previousCount, points] = [floats.builder(), floats.builder(), floats.builder()];
    return {
      add(stored) {
        for (const uses of jsonRows(stored)) {
          const all = jsonRows(uses).map(jsonRows);
          starts.add(all.length);
          event.add(all.map(([own]) => own));
          count.add(all.map(([, now]) => now));
          previousCount.add(all.map(([, , before]) => before));
          points.add(all.map(([, , , part]) => part));
        }
      },
      done: () => ({
        starts: starts.done(),
        event: event.done(),
        count: count.done(),
        previousCount: previousCount.done(),
        points: points.done(),
      }),
    };
  },
};
