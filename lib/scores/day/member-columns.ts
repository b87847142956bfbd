import type { Aggregate } from '../aggregate/aggregate.ts';
import { accountOfPair, userOfPair } from '../aggregate/membership.ts';
import { gatherFloats, gatherInts, type Indices } from '../columns/gather.ts';
import { groupRows } from '../columns/group-rows.ts';
import type { MemberColumns } from '../snapshot/day-scores.ts';
import type { ScoredWindow } from './score-windows.ts';

/** By index in the tally: the place among those that are shown, -1 for none. */
function positionsOf(shown: Indices, length: number): Int32Array {
  const positions = new Int32Array(length).fill(-1);
  shown.forEach((index, position) => {
    positions[index] = position;
  });
  return positions;
}

/** A day so long ago that it may have been forgotten counts as never. */
function lastActiveOr0({ plan }: Pick<Aggregate, 'plan'>, day: number): number {
  return day >= plan.membershipHorizon ? day : 0;
}

/** By pair, the places of its user and its account; of the user -1 for a pair that is not listed. */
function listedPairs(
  { members, ...aggregate }: Aggregate,
  known: Uint8Array,
  users: Indices,
  accounts: Indices,
): Pick<MemberColumns, 'user' | 'account'> {
  const userPositions = positionsOf(users, aggregate.users.length);
  const accountPositions = positionsOf(accounts, aggregate.accounts.length);
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

/** Every known member among some users and accounts, by user and then by account. */
export function memberColumns(
  aggregate: Aggregate,
  windows: readonly ScoredWindow[],
  users: Indices,
  accounts: Indices,
): MemberColumns {
  const known = windows[0]?.now.known ?? new Uint8Array(0);
  const { user, account } = listedPairs(aggregate, known, users, accounts);
  const { starts, values: pairs } = groupRows(user, users.length);
  for (let row = 0; row < users.length; row++) {
    const own = pairs.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
    if (own.length > 1) own.sort((a, b) => (account[a] ?? 0) - (account[b] ?? 0));
  }
  const { lastActive } = aggregate.members;
  return {
    user: gatherInts(pairs, (pair) => user[pair] ?? 0),
    account: gatherInts(pairs, (pair) => account[pair] ?? 0),
    lastActive: gatherInts(pairs, (pair) => lastActiveOr0(aggregate, lastActive[pair] ?? 0)),
    raw: windows.map(({ now }) => gatherFloats(pairs, (pair) => now.pairRaw[pair] ?? 0)),
  };
}
