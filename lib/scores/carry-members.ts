import type { CarriedMembers } from './carried-chunk.ts';
import { rememberedFrom } from './carry-day.ts';
import { slices } from './carry-slices.ts';
import { accountOf, type Membership, memberOf } from './membership.ts';

/** Packed. */
const MEMBER_BYTES = 9;

/**
 * Members that may still be known after the carried day, by places of users and accounts.
 *
 * @param users by number in the tally: the place among those that are carried
 * @param accounts the same
 */
export function* memberChunks(
  carried: number,
  members: Membership,
  users: Int32Array,
  accounts: Int32Array,
): Generator<CarriedMembers> {
  const from = rememberedFrom(carried);
  const ago = (day: number | undefined) => (day && day >= from ? carried - day + 1 : 0);
  const userOf = (pair: number) => users[memberOf(members, pair)] ?? -1;
  const placeOf = (pair: number) => accounts[accountOf(members, pair)] ?? -1;
  const pairs: number[] = [];
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if ((members.lastSeen[pair] ?? 0) >= from) pairs.push(pair);
  }
  pairs.sort((a, b) => userOf(a) - userOf(b) || placeOf(a) - placeOf(b));
  let last = 0;
  for (const rows of slices(pairs, MEMBER_BYTES)) {
    const user = rows.map((pair) => {
      const step = userOf(pair) - last;
      last += step;
      return step;
    });
    yield {
      v: 1,
      part: 'members',
      user,
      account: rows.map(placeOf),
      seen: rows.map((pair) => ago(members.lastSeen[pair])),
      removed: rows.map((pair) => ago(members.removed[pair])),
      lastActive: rows.map((pair) => ago(members.lastActive[pair])),
    };
  }
}
