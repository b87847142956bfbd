import type { Profile } from '../events/profile.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { NameOf } from '../scores/account-page.ts';
import { frozenYardstick } from '../scores/frozen-yardstick.ts';
import { profilesByHash, traitOn } from '../scores/profiles.ts';
import { idOf, type Reading } from '../scores/reading.ts';
import { allClosedHeads } from '../scores/snapshots.ts';
import type { OpenReading } from './open-reading.ts';
import type { ApiServices } from './services.ts';

/** With the traits of some accounts as they are now: those of a page are few. */
export async function withAccounts(
  { profiles }: ApiServices,
  reading: Reading,
  rows: readonly number[],
): Promise<Reading> {
  const hashes = rows.map((at) => reading.scores.accounts.hash[at] ?? '');
  return { ...reading, accountProfiles: profilesByHash(await profiles.getMany('account', hashes)) };
}

/** Searching by name and grouping by a trait read all profiles; for so long they are not read again. */
const ALL_KEPT_MS = 60_000;

/** With the traits of all accounts, at most a minute old. */
export async function withAllAccounts(services: ApiServices, reading: Reading): Promise<Reading> {
  const { caches, profiles, clock } = services;
  const known = caches.accountProfiles.last;
  const age = known ? clock() - known.at : -1;
  if (known && age >= 0 && age < ALL_KEPT_MS) return { ...reading, accountProfiles: known.byHash };
  const byHash = profilesByHash(await profiles.all('account'));
  caches.accountProfiles.last = { at: clock(), byHash };
  return { ...reading, accountProfiles: byHash };
}

/** Beyond so many users their profiles would take longer to read than an answer may. */
const MOST_USERS = 50_000;

interface KeptProfiles {
  readonly at: number;
  readonly byHash: ReadonlyMap<IdHash, Profile>;
}

const userProfiles = new WeakMap<object, KeptProfiles>();

/** With the traits of all users, at most a minute old; of a larger product without. */
export async function withAllUsers(services: ApiServices, reading: Reading): Promise<Reading> {
  const { caches, profiles, clock } = services;
  if (reading.scores.users.hash.length > MOST_USERS) return reading;
  const known = userProfiles.get(caches);
  const age = known ? clock() - known.at : -1;
  if (known && age >= 0 && age < ALL_KEPT_MS) return { ...reading, userProfiles: known.byHash };
  const byHash = profilesByHash(await profiles.all('user'));
  userProfiles.set(caches, { at: clock(), byHash });
  return { ...reading, userProfiles: byHash };
}

/** With the traits of some users as they are now. */
export async function withUsers(
  { profiles }: ApiServices,
  reading: Reading,
  rows: readonly number[],
): Promise<Reading> {
  const hashes = rows.map((at) => reading.scores.users.hash[at] ?? '');
  return { ...reading, userProfiles: profilesByHash(await profiles.getMany('user', hashes)) };
}

/** With what indices are measured by. */
export async function withFrozen(
  { blocks }: ApiServices,
  { reading, about }: OpenReading,
): Promise<Reading> {
  const heads = await allClosedHeads(blocks, about.model, about.asOf);
  const curve = reading.scores.windows[reading.window]?.curve ?? 0;
  const frozen = frozenYardstick(heads, about.modelVersion, reading.window, curve);
  return frozen ? { ...reading, frozen } : reading;
}

/** What some users are called on the day of a snapshot; those erased are not called by anything. */
export async function namesOf(
  { profiles }: ApiServices,
  reading: Reading,
  users: readonly IdHash[],
): Promise<NameOf> {
  const byHash = profilesByHash(await profiles.getMany('user', users));
  return (hash) => {
    const name = traitOn(byHash.get(hash), 'name', reading.scores.asOf);
    return name ? String(name) : (idOf(reading, hash) ?? 'a member');
  };
}
