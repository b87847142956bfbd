import type { ModelVersion } from '../model/scoring-model.ts';
import { askedOfUsers } from './asked-of-users.ts';
import { askedProfiles } from './asked-profiles.ts';
import { type Profiles, profilesByHash } from './profiles.ts';
import type { ProfilesOfRun } from './scoring-sources.ts';

async function usersFor(store: ProfilesOfRun, { model }: ModelVersion): Promise<Profiles['users']> {
  const asked = askedOfUsers(model);
  if (!asked) return new Map();
  const users = askedProfiles(asked);
  await store.each('user', users.add);
  return users;
}

/** The profiles that a model asks about; of users, who may be millions, only what it asks for. */
export async function loadProfiles(store: ProfilesOfRun, model: ModelVersion): Promise<Profiles> {
  const [accounts, users] = await Promise.all([store.all('account'), usersFor(store, model)]);
  return { accounts: profilesByHash(accounts), users };
}
