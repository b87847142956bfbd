import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { profilesByHash, traitOn } from '../../scores/conditions/profiles.ts';
import { indexBaseline } from '../../scores/formulas/index-baseline.ts';
import type { NameOf } from '../../scores/read/account-explanation.ts';
import { idOf, type SnapshotWindow } from '../../scores/read/snapshot-window.ts';
import { allClosedHeads } from '../../scores/snapshot/snapshots.ts';
import type { Caches } from '../services/caches.ts';
import type { ApiServices } from '../services/services.ts';
import type { RequestedSnapshot } from './open-snapshot.ts';

/** With the traits of some accounts as they are now: those of a page are few. */
export async function withAccountProfiles(
  { profiles }: Pick<ApiServices, 'profiles'>,
  snapshot: SnapshotWindow,
  rows: readonly number[],
): Promise<SnapshotWindow> {
  const hashes = rows.map((row) => snapshot.scores.accounts.hash[row] ?? '');
  return {
    ...snapshot,
    accountProfiles: profilesByHash(await profiles.getMany('account', hashes)),
  };
}

type CachingServices = Pick<ApiServices, 'profiles'> & {
  readonly caches: Pick<Caches, 'profiles'>;
};

/** All profiles of a kind, at most a minute old. */
function recentProfiles({ caches, profiles }: CachingServices, kind: SubjectKind) {
  return caches.profiles.fetch(kind, async () => profilesByHash(await profiles.all(kind)));
}

/** With the traits of all accounts, at most a minute old. */
export async function withAllAccountProfiles(
  services: CachingServices,
  snapshot: SnapshotWindow,
): Promise<SnapshotWindow> {
  return { ...snapshot, accountProfiles: await recentProfiles(services, 'account') };
}

/** Beyond this number of users their profiles would take longer to read than an answer may. */
const MAX_USERS = 50_000;

/** With the traits of all users, at most a minute old; of a larger product without. */
export async function withAllUserProfiles(
  services: CachingServices,
  snapshot: SnapshotWindow,
): Promise<SnapshotWindow> {
  if (snapshot.scores.users.hash.length > MAX_USERS) return snapshot;
  return { ...snapshot, userProfiles: await recentProfiles(services, 'user') };
}

/** With the traits of some users as they are now. */
export async function withUserProfiles(
  { profiles }: Pick<ApiServices, 'profiles'>,
  snapshot: SnapshotWindow,
  rows: readonly number[],
): Promise<SnapshotWindow> {
  const hashes = rows.map((row) => snapshot.scores.users.hash[row] ?? '');
  return { ...snapshot, userProfiles: profilesByHash(await profiles.getMany('user', hashes)) };
}

/** With what indices are measured by. */
export async function withIndexBaseline(
  { blocks }: Pick<ApiServices, 'blocks'>,
  { snapshot, about }: RequestedSnapshot,
): Promise<SnapshotWindow> {
  const heads = await allClosedHeads(blocks, about.model, about.asOf);
  const curve = snapshot.scores.windows[snapshot.window]?.curve ?? 0;
  const baseline = indexBaseline(heads, about.modelVersion, snapshot.window, curve);
  return baseline ? { ...snapshot, baseline } : snapshot;
}

/** What some users are called on the day of a snapshot; those erased are not called by anything. */
export async function createUserNames(
  { profiles }: Pick<ApiServices, 'profiles'>,
  snapshot: SnapshotWindow,
  users: readonly IdHash[],
): Promise<NameOf> {
  const byHash = profilesByHash(await profiles.getMany('user', users));
  return (hash) => {
    const name = traitOn(byHash.get(hash), 'name', snapshot.scores.asOf);
    return name ? String(name) : (idOf(snapshot, hash) ?? 'a member');
  };
}
