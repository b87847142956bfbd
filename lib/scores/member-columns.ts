import type { MemberColumns } from './day-scores.ts';
import { accountOf, memberOf } from './membership.ts';
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

/** A day so long ago that it may have been forgotten counts as never. */
function lastActiveIn({ plan }: Pick<Tally, 'plan'>, day: number): number {
  return day >= plan.remembered ? day : 0;
}

/** Every known member among some users and accounts, by user and then by account. */
export function memberColumns(
  { members, ...tally }: Tally,
  windows: readonly ScoredWindow[],
  users: readonly number[],
  accounts: readonly number[],
): MemberColumns {
  const userPlaces = placesOf(users, tally.users.length);
  const accountPlaces = placesOf(accounts, tally.accounts.length);
  const userOf = (pair: number) => userPlaces[memberOf(members, pair)] ?? -1;
  const placeOf = (pair: number) => accountPlaces[accountOf(members, pair)] ?? -1;
  const known = windows[0]?.now.known;
  const pairs = Array.from({ length: members.pairs.length }, (_, pair) => pair)
    .filter((pair) => known?.[pair] === 1 && userOf(pair) >= 0 && placeOf(pair) >= 0)
    .sort((a, b) => userOf(a) - userOf(b) || placeOf(a) - placeOf(b));
  return {
    user: pairs.map(userOf),
    account: pairs.map(placeOf),
    lastActive: pairs.map((pair) => lastActiveIn(tally, members.lastActive[pair] ?? 0)),
    raw: windows.map(({ now }) => pairs.map((pair) => now.pairRaw[pair] ?? 0)),
  };
}
