import type { ModelVersion } from '../model/scoring-model.ts';
import { type Profiles, profilesByHash } from './profiles.ts';
import type { ScoringSources } from './scoring-sources.ts';

/** The profiles that a model asks about; of users only where it asks about users at all. */
export async function loadProfiles(
  store: ScoringSources['profiles'],
  model: ModelVersion,
): Promise<Profiles> {
  const { population, segments, activation, features } = model.model;
  const ofUsers =
    population?.of === 'user' ||
    activation?.user !== undefined ||
    Object.values(segments ?? {}).some((segment) => segment.of === 'user') ||
    Object.values(features ?? {}).some((feature) => feature.when);
  const [accounts, users] = await Promise.all([
    store.all('account'),
    ofUsers ? store.all('user') : [],
  ]);
  return { accounts: profilesByHash(accounts), users: profilesByHash(users) };
}
