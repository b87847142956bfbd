import { floatsOf, type Indices, intsOf } from './column-of.ts';
import type { MemberColumns } from './day-scores.ts';
import { accountOf, memberOf } from './membership.ts';
import { rowsBy } from './rows-by.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { Tally } from './tally.ts';

/** By index in the tally: the place among those that are shown, -1 for none. */
function placesOf(shown: Indices, length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  shown.forEach((index, place) => {
    places[index] = place;
  });
  return places;
}

/** A day so long ago that it may have been forgotten counts as never. */
function lastActiveIn({ plan }: Pick<Tally, 'plan'>, day: number): number {
  return day >= plan.remembered ? day : 0;
}

/** By pair, the places of its user and its account; of the user -1 for a pair that is not listed. */
function listedPairs(
  { members, ...tally }: Tally,
  known: Uint8Array,
  users: Indices,
  accounts: Indices,
): Pick<MemberColumns, 'user' | 'account'> {
  const userPlaces = placesOf(users, tally.users.length);
  const accountPlaces = placesOf(accounts, tally.accounts.length);
  const { length } = members.pairs;
  const [user, account] = [new Int32Array(length), new Int32Array(length)];
  for (let pair = 0; pair < length; pair++) {
    const place = accountPlaces[accountOf(members, pair)] ?? -1;
    account[pair] = place;
    const isListed = known[pair] === 1 && place >= 0;
    user[pair] = isListed ? (userPlaces[memberOf(members, pair)] ?? -1) : -1;
  }
  return { user, account };
}

/** Every known member among some users and accounts, by user and then by account. */
export function memberColumns(
  tally: Tally,
  windows: readonly ScoredWindow[],
  users: Indices,
  accounts: Indices,
): MemberColumns {
  const known = windows[0]?.now.known ?? new Uint8Array(0);
  const { user, account } = listedPairs(tally, known, users, accounts);
  const { starts, values: pairs } = rowsBy(user, users.length);
  for (let at = 0; at < users.length; at++) {
    const own = pairs.subarray(starts[at] ?? 0, starts[at + 1] ?? 0);
    if (own.length > 1) own.sort((a, b) => (account[a] ?? 0) - (account[b] ?? 0));
  }
  const { lastActive } = tally.members;
  return {
    user: intsOf(pairs, (pair) => user[pair] ?? 0),
    account: intsOf(pairs, (pair) => account[pair] ?? 0),
    lastActive: intsOf(pairs, (pair) => lastActiveIn(tally, lastActive[pair] ?? 0)),
    raw: windows.map(({ now }) => floatsOf(pairs, (pair) => now.pairRaw[pair] ?? 0)),
  };
}
