import type { IdHash } from '../../model/id-hash.ts';
import { type ColumnCodec, jsonRows } from './column-codec.ts';

/**
 * Whose change it was: of one event, by its index and how much more often, where the members of the
 * account together changed the other way; or -1 and 0 for whoever stopped. Without a hash for those
 * who have no name.
 */
export type MemberCause = readonly [user: IdHash, event: number, countChange: number];

/** What stands for the event of a member who stopped. */
export const STOPPED = -1;

function causeOf(stored: unknown): MemberCause {
  const [user, event, countChange] = jsonRows(stored);
  return [String(user), Number(event), Number(countChange)];
}

/** The causes of accounts, an array of three each in JSON; most accounts have none. */
export const memberCauses: ColumnCodec<readonly (readonly MemberCause[])[]> = {
  encode: (column, from, to) => column.slice(from, to),
  builder() {
    const column: (readonly MemberCause[])[] = [];
    return {
      add(stored) {
        for (const causes of jsonRows(stored)) column.push(jsonRows(causes).map(causeOf));
      },
      done: () => column,
    };
  },
};
