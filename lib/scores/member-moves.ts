import { digitsAt, type IdHash } from '../model/id-hash.ts';
import { type ColumnKind, rowsOf } from './column-kind.ts';
import { collectStarts, cutLists } from './list-column.ts';
import { floats, ints } from './number-kinds.ts';

/** What a member that came (1) or went (0) did to its account's headline score, unrounded. */
export type MemberMove = readonly [user: IdHash, joined: 0 | 1, points: number];

/** By account the members that came or went, all in one column. */
export interface MemberMoveColumns {
  /** By account, where its moves begin; one more for the end of the last. */
  readonly starts: Int32Array;
  /** Half of the bits of each hash: who left need not be among the users of the snapshot. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly joined: Int32Array;
  readonly points: Float64Array;
}

/** The 32 bits of a number as eight hex digits. */
const digitsOf = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');

const moveAt =
  ({ high, low, joined, points }: MemberMoveColumns) =>
  (at: number): MemberMove => [
    digitsOf(high[at] ?? 0) + digitsOf(low[at] ?? 0),
    joined[at] === 1 ? 1 : 0,
    points[at] ?? 0,
  ];

/** The moves of one account, the busiest member first; none for one that there is not. */
export function memberMovesOf(
  columns: MemberMoveColumns | undefined,
  account: number,
): MemberMove[] {
  if (!columns || account < 0) return [];
  return cutLists(columns.starts, account, account + 1, moveAt(columns)).flat();
}

/** The moves of accounts: of each the hash, whether it came, and its points in JSON. */
export const memberMoves: ColumnKind<MemberMoveColumns> = {
  cut: (columns, from, to) => cutLists(columns.starts, from, to, moveAt(columns)),
  collect(rows = 0) {
    const starts = collectStarts(rows);
    const [high, low, joined] = [ints.collect(), ints.collect(), ints.collect()];
    const points = floats.collect();
    return {
      add(stored) {
        for (const moves of rowsOf(stored)) {
          const all = rowsOf(moves).map(rowsOf);
          starts.add(all.length);
          high.add(all.map(([user]) => digitsAt(String(user), 0)));
          low.add(all.map(([user]) => digitsAt(String(user), 8)));
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
