import type { Columns } from '../counts/block-store.ts';
import type { CarriedChunk } from './carried-chunk.ts';
import { askedChunks } from './carry-asked.ts';
import { memberChunks } from './carry-members.ts';
import { subjectChunks } from './carry-subjects.ts';
import { compareIds, type IdIndex } from './id-index.ts';
import type { SubjectDays } from './subject-days.ts';
import type { Tally } from './tally.ts';

/** Who was seen by now, in the order of the hashes. */
function seenIn(ids: IdIndex, days: SubjectDays): number[] {
  const seen: number[] = [];
  for (let at = 0; at < ids.length; at++) if ((days.first[at] ?? 0) > 0) seen.push(at);
  return seen.sort((a, b) => compareIds(ids, a, b));
}

/** By number in the tally: the place among those that are carried. */
function placesOf(carried: readonly number[], length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  carried.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}

/**
 * All that a tally knows after a day, before the first one that is summed up. The same days give
 * the same chunks, wherever the walk began: what can play no part any more is left out.
 *
 * @param carried the day, as a day number
 */
export function* carryChunks(tally: Tally, carried: number): Generator<Columns> {
  for (const chunk of chunksOf(tally, carried)) yield { ...chunk };
}

function* chunksOf(tally: Tally, carried: number): Generator<CarriedChunk> {
  const { users, accounts, userDays, accountDays, members, plan } = tally;
  const features = plan.features.length;
  const [people, places] = [seenIn(users, userDays), seenIn(accounts, accountDays)];
  const ofUsers = { ids: users, days: userDays, numbers: people };
  const ofAccounts = { ids: accounts, days: accountDays, numbers: places };
  yield* subjectChunks('users', ofUsers, features, carried);
  yield* subjectChunks('accounts', ofAccounts, features, carried);
  const userPlaces = placesOf(people, users.length);
  const accountPlaces = placesOf(places, accounts.length);
  yield* memberChunks(carried, members, userPlaces, accountPlaces);
  yield* askedChunks('account', tally.askedByAccount, accountPlaces, userPlaces);
  yield* askedChunks('user', tally.askedByUser, userPlaces, userPlaces);
}
