import type { ModelVersion } from '../../model/scoring-model.ts';
import { createProfileProjection } from './profile-projection.ts';
import { type Profiles, profilesByHash } from './profiles.ts';
import { requiredTraits } from './required-traits.ts';
import type { ProfilesOfRun } from './run-profiles.ts';

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

/** The profiles that a model asks about; of users, who may be millions, only what it asks for. */
export async function loadProfiles(store: ProfilesOfRun, model: ModelVersion): Promise<Profiles> {
  const [accounts, users] = await Promise.all([
    store.all('account'),
    loadUserProfiles(store, model),
  ]);
  return { accounts: profilesByHash(accounts), users };
}
