import { membershipHorizonOf } from '../aggregate/checkpoint-day.ts';
import { accountOfPair, type Membership, userOfPair } from '../aggregate/membership.ts';
import type { CheckpointMembers, Positions } from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed. */
const MEMBER_BYTES = 9;

/** Members that may still be known after the day of the checkpoint, by positions of both. */
export function* memberChunks(
  checkpointDay: number,
  members: Membership,
  positions: Positions,
): Generator<CheckpointMembers> {
  const from = membershipHorizonOf(checkpointDay);
  const ageOf = (day: number | undefined) => (day && day >= from ? checkpointDay - day + 1 : 0);
  const userPositionOf = (pair: number) => positions.user[userOfPair(members, pair)] ?? -1;
  const accountPositionOf = (pair: number) => positions.account[accountOfPair(members, pair)] ?? -1;
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
