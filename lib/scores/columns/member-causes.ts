import { type ColumnCodec, jsonRows } from './column-codec.ts';

/**
 * Whose change it was: of one event, by its index and how much more often, where the members of the
 * account together changed the other way; or a number below 0, and 0, for whoever stopped or was the
 * champion and left. Who is the row of a user, of a champion who left the index among those that
 * came or went; -1 for those who have no name.
 */
export type MemberCause = readonly [who: number, event: number, countChange: number];

/** What stands for the event of a member who stopped, and of a champion who left. */
export const STOPPED = -1;
export const CHAMPION_LEFT = -2;

function causeOf(stored: unknown): MemberCause {
  const [who, event, countChange] = jsonRows(stored);
  return [Number(who), Number(event), Number(countChange)];
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
