import { membershipHorizonOf } from '../aggregate/checkpoint-day.ts';
import { accountOfPair, type Membership, userOfPair } from '../aggregate/membership.ts';
import type { CheckpointMembers } from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed. */
const MEMBER_BYTES = 9;

/**
 * Members that may still be known after the carried day, by places of users and accounts.
 *
 * @param users by number in the tally: the place among those that are carried
 * @param accounts the same
 */
export function* memberChunks(
  checkpointDay: number,
  members: Membership,
  users: Int32Array,
  accounts: Int32Array,
): Generator<CheckpointMembers> {
  const from = membershipHorizonOf(checkpointDay);
  const ageOf = (day: number | undefined) => (day && day >= from ? checkpointDay - day + 1 : 0);
  const userPositionOf = (pair: number) => users[userOfPair(members, pair)] ?? -1;
  const accountPositionOf = (pair: number) => accounts[accountOfPair(members, pair)] ?? -1;
  const pairs: number[] = [];
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if ((members.lastSeen[pair] ?? 0) >= from) pairs.push(pair);
  }
  pairs.sort(
    (a, b) => userPositionOf(a) - userPositionOf(b) || accountPositionOf(a) - accountPositionOf(b),
  );
  let last = 0;
  for (const rows of sliceByBytes(pairs, MEMBER_BYTES)) {
    const user = rows.map((pair) => {
      const step = userPositionOf(pair) - last;
      last += step;
      return step;
    });
    yield {
      v: 1,
      part: 'members',
      user,
      account: rows.map(accountPositionOf),
      seen: rows.map((pair) => ageOf(members.lastSeen[pair])),
      removed: rows.map((pair) => ageOf(members.removed[pair])),
      lastActive: rows.map((pair) => ageOf(members.lastActive[pair])),
    };
  }
}
