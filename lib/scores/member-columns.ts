import type { MemberColumns } from './day-scores.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { Tally } from './tally.ts';

/** By index in the tally: the place among those that are shown, -1 for none. */
function placesOf(shown: readonly number[], length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  shown.forEach((index, place) => {
    places[index] = place;
  });
  return places;
}

/** Every known member among some users and accounts, by user and then by account. */
export function memberColumns(
  { members, ...tally }: Tally,
  windows: readonly ScoredWindow[],
  users: readonly number[],
  accounts: readonly number[],
): MemberColumns {
  const userPlaces = placesOf(users, tally.users.list.length);
  const accountPlaces = placesOf(accounts, tally.accounts.list.length);
  const userOf = (pair: number) => userPlaces[members.user[pair] ?? -1] ?? -1;
  const accountOf = (pair: number) => accountPlaces[members.account[pair] ?? -1] ?? -1;
  const known = windows[0]?.now.known;
  const pairs = [...members.user.keys()]
    .filter((pair) => known?.[pair] === 1 && userOf(pair) >= 0 && accountOf(pair) >= 0)
    .sort((a, b) => userOf(a) - userOf(b) || accountOf(a) - accountOf(b));
  return {
    user: pairs.map(userOf),
    account: pairs.map(accountOf),
    lastActive: pairs.map((pair) => members.lastActive[pair] ?? 0),
    raw: windows.map(({ now }) => pairs.map((pair) => now.pairRaw[pair] ?? 0)),
  };
}
