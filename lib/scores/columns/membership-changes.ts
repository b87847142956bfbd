import { type IdHash, uint32At } from '../../model/id-hash.ts';
import { type ColumnCodec, jsonRows } from './column-codec.ts';
import { encodeLists, startsBuilder } from './list-column.ts';
import { floats, ints } from './value-codecs.ts';

/** What a member that came (1) or went (0) did to its account's headline score, unrounded. */
export type MembershipChange = readonly [user: IdHash, joined: 0 | 1, points: number];

/** By account the members that came or went, all in one column. */
export interface MembershipChangeColumns {
  /** By account, where its changes begin; one more for the end of the last. */
  readonly starts: Int32Array;
  /** Half of the bits of each hash: who left need not be among the users of the snapshot. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly joined: Int32Array;
  readonly points: Float64Array;
}

const hexDigits = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');

const changeAt =
  ({ high, low, joined, points }: MembershipChangeColumns) =>
  (offset: number): MembershipChange => [
    hexDigits(high[offset] ?? 0) + hexDigits(low[offset] ?? 0),
    joined[offset] === 1 ? 1 : 0,
    points[offset] ?? 0,
  ];

/** Returns the changes of one account, the busiest member first; none for one that does not exist. */
export function membershipChangesOf(columns: MembershipChangeColumns | undefined, account: number) {
  if (!columns || account < 0) return [];
  return encodeLists(columns.starts, account, account + 1, changeAt(columns)).flat();
}

/** The changes of accounts: of each the hash, whether it joined, and its points in JSON. */
export const membershipChanges: ColumnCodec<MembershipChangeColumns> = {
  encode: (columns, from, to) => encodeLists(columns.starts, from, to, changeAt(columns)),
  builder(rows = 0) {
    const starts = startsBuilder(rows);
    const [high, low, joined] = [ints.builder(), ints.builder(), ints.builder()];
    const points = floats.builder();
    return {
      add(stored) {
        for (const changes of jsonRows(stored)) {
          const all = jsonRows(changes).map(jsonRows);
          starts.add(all.length);
          high.add(all.map(([user]) => uint32At(String(user), 0)));
          low.add(all.map(([user]) => uint32At(String(user), 8)));
          joined.add(all.map(([, came]) => came));
          points.add(all.map(([, , own]) => own));
        }
      },
      done: () => ({
        starts: starts.done(),
        high: high.done(),
        low: low.done(),
        joined: joined.done(),
        points: points.done(),
      }),
    };
  },
};
