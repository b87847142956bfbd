import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { profilesByHash, traitOn } from '../../scores/conditions/profiles.ts';
import { indexBaseline } from '../../scores/formulas/index-baseline.ts';
import { idOf, type SnapshotWindow } from '../../scores/read/snapshot-window.ts';
import type { NameOf } from '../../scores/snapshot/account-reasons.ts';
import { allClosedHeads } from '../../scores/snapshot/snapshots.ts';
import type { Uses } from '../services/services.ts';
import type { RequestedSnapshot } from './open-snapshot.ts';

/** Returns a snapshot with the traits of some users or accounts as they are now. */
export async function withProfiles(
  { profiles }: Uses<'profiles'>,
  kind: SubjectKind,
  snapshot: SnapshotWindow,
  rows: readonly number[],
): Promise<SnapshotWindow> {
  const hashes = rows.map((row) => snapshot.scores[`${kind}s`].hash[row] ?? '');
  const byHash = profilesByHash(await profiles.getMany(kind, hashes));
  return { ...snapshot, [`${kind}Profiles`]: byHash };
}

/** Users beyond which reading their profiles would take longer than an answer may. */
const MAX_USERS = 50_000;

/**
 * Returns a snapshot with the traits of all users or accounts, at most a minute old; of a product
 * with more than 50,000 users without theirs.
 */
export async function withAllProfiles(
  { caches, profiles }: Uses<'caches' | 'profiles'>,
  kind: SubjectKind,
  snapshot: SnapshotWindow,
): Promise<SnapshotWindow> {
  if (kind === 'user' && snapshot.scores.users.hash.length > MAX_USERS) return snapshot;
  const load = async () => profilesByHash(await profiles.all(kind));
  return { ...snapshot, [`${kind}Profiles`]: await caches.profiles.fetch(kind, load) };
}

/** Returns a snapshot with what indices are measured by, once a day of its version is closed. */
export async function withIndexBaseline(
  { blocks }: Uses<'blocks'>,
  { snapshot, about }: RequestedSnapshot,
): Promise<SnapshotWindow> {
  const heads = await allClosedHeads(blocks, about.model, about.asOf);
  const curve = snapshot.scores.windows[snapshot.window]?.curve ?? 0;
  const baseline = indexBaseline(heads, about.modelVersion, snapshot.window, curve);
  return baseline ? { ...snapshot, baseline } : snapshot;
}

const NAMELESS: Readonly<Record<SubjectKind, string>> = {
  user: 'a member',
  account: 'an account',
};

/** Returns what some users or accounts are called on the day of a snapshot, also those erased. */
export async function createNames(
  { profiles }: Uses<'profiles'>,
  kind: SubjectKind,
  snapshot: SnapshotWindow,
  hashes: readonly IdHash[],
): Promise<NameOf> {
  const byHash = profilesByHash(await profiles.getMany(kind, hashes));
  return (hash) => {
    const name = traitOn(byHash.get(hash), 'name', snapshot.scores.asOf);
    return name ? String(name) : (idOf(snapshot, hash) ?? NAMELESS[kind]);
  };
}
