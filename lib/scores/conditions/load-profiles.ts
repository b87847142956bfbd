import type { ResolveIdentity } from '../../events/identity-link.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { createProfileProjection } from './profile-projection.ts';
import { type Profiles, profilesByHash } from './profiles.ts';
import { requiredTraits } from './required-traits.ts';

/** What a run reads of users and accounts besides counts. */
export interface ProfilesOfRun extends Pick<ProfileStore, 'all' | 'each'> {
  /** Reads any id as the one it is linked to. */
  resolver(): Promise<ResolveIdentity>;
}

async function loadUserProfiles(
  store: ProfilesOfRun,
  { model }: ModelVersion,
): Promise<Profiles['users']> {
  const required = requiredTraits(model);
  if (!required) return new Map();
  const users = createProfileProjection(required);
  await store.each('user', users.add);
  return users;
}

/**
 * Reads the profiles that a model requires; of users, who may be millions, only what it requires.
 */
export async function loadProfiles(store: ProfilesOfRun, model: ModelVersion): Promise<Profiles> {
  const [accounts, users] = await Promise.all([
    store.all('account'),
    loadUserProfiles(store, model),
  ]);
  return { accounts: profilesByHash(accounts), users };
}
