import { accountOfPair, userOfPair } from '../aggregate/membership.ts';
import { gatherFloats, gatherInts, positionsOf } from '../columns/gather.ts';
import { groupRows } from '../columns/list-column.ts';
import type { MemberColumns } from '../snapshot/day-scores.ts';
import type { ScoredDay } from './scored-day.ts';

/** By pair, the positions of its user and its account; of the user -1 for a pair that is not listed. */
function listedPairs({ aggregate: { members, ids }, subjects }: ScoredDay, known: Uint8Array) {
  const userPositions = positionsOf(subjects.user, ids.user.length);
  const accountPositions = positionsOf(subjects.account, ids.account.length);
  const { length } = members.pairs;
  const [user, account] = [new Int32Array(length), new Int32Array(length)];
  for (let pair = 0; pair < length; pair++) {
    const position = accountPositions[accountOfPair(members, pair)] ?? -1;
    account[pair] = position;
    const isListed = known[pair] === 1 && position >= 0;
    user[pair] = isListed ? (userPositions[userOfPair(members, pair)] ?? -1) : -1;
  }
  return { user, account };
}

/** Returns every known member among the users and accounts of the day, by user and then by account. */
export function memberColumns(day: ScoredDay): MemberColumns {
  const { aggregate, subjects, windows } = day;
  const { user, account } = listedPairs(day, windows[0]?.now.known ?? new Uint8Array(0));
  const users = subjects.user.length;
  const { starts, values: pairs } = groupRows(user, users);
  for (let row = 0; row < users; row++) {
    const own = pairs.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
    if (own.length > 1) own.sort((a, b) => (account[a] ?? 0) - (account[b] ?? 0));
  }
  const { lastActive } = aggregate.members;
  return {
    user: gatherInts(pairs, (pair) => user[pair] ?? 0),
    account: gatherInts(pairs, (pair) => account[pair] ?? 0),
    lastActive: gatherInts(pairs, (pair) => lastActive[pair] ?? 0),
    raw: windows.map(({ now }) => gatherFloats(pairs, (pair) => now.pairRaw[pair] ?? 0)),
  };
}
