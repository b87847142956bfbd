import type { ResolveIdentity } from '../../events/identity-link.ts';
import type { DatedValue, Profile } from '../../events/profile.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import type { TraitValue } from '../../model/condition.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { growUints } from '../columns/grow-column.ts';
import { findId, internId } from '../columns/id-index.ts';
import { createPairIndex } from '../columns/pair-index.ts';
import { dayOfInstant, type Profiles, profilesByHash } from './profiles.ts';
import { type RequiredTraits, requiredTraits } from './required-traits.ts';

type DatedTraits = Profile['traits'];

/** Different sets of traits beyond which none is compared: most users would have their own. */
const MAX_SHARED = 10_000;

const SECONDS_PER_DAY = 86_400;

/** Returns the day of an instant in seconds: users created on one day then have the same traits. */
function truncateToDay(value: TraitValue): TraitValue {
  const day = dayOfInstant(value);
  return Number.isFinite(day) ? day * SECONDS_PER_DAY : null;
}

/** Returns what is kept of the values of one trait; undefined for nothing. */
function valueProjection({ traits, creation }: RequiredTraits, name: string) {
  if (traits.has(name)) return (value: TraitValue) => value;
  return creation && name === 'createdAt' ? truncateToDay : undefined;
}

/** Returns the traits that a model requires; the instant of a value decides nothing any more. */
function projectTraits(traits: DatedTraits, required: RequiredTraits): DatedTraits | undefined {
  const kept: [string, readonly DatedValue[]][] = [];
  for (const [name, values] of Object.entries(traits)) {
    const project = valueProjection(required, name);
    if (!project) continue;
    kept.push([name, values.map(({ day, value }) => ({ day, at: 0, value: project(value) }))]);
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

export interface ProfileProjection {
  readonly add: (profiles: readonly Profile[]) => void;
  /** Returns undefined also for users who have nothing that is required. */
  readonly get: (hash: IdHash) => Profile | undefined;
}

/**
 * Returns an empty projection. Of a million users a profile each takes some 1 KB in memory; here
 * users whose required traits are the same share them, and take 25 bytes each.
 */
export function createProfileProjection(required: RequiredTraits): ProfileProjection {
  const ids = createPairIndex();
  let traitsIndex: Uint32Array = new Uint32Array(0);
  const kept: DatedTraits[] = [];
  const shared = new Map<string, number>();
  const internTraits = (traits: DatedTraits): number => {
    const text = JSON.stringify(traits);
    const known = shared.get(text);
    if (known !== undefined) return known;
    const index = kept.push(traits) - 1;
    if (shared.size < MAX_SHARED) shared.set(text, index);
    return index;
  };
  const addOne = ({ hash, traits }: Profile): void => {
    const own = projectTraits(traits, required);
    if (!own) return;
    const number = internId(ids, hash);
    traitsIndex = growUints(traitsIndex, ids.length);
    traitsIndex[number] = internTraits(own);
  };
  return {
    add: (profiles) => profiles.forEach(addOne),
    get(hash) {
      const traits = kept[traitsIndex[findId(ids, hash) ?? -1] ?? -1];
      return traits && { kind: 'user', hash, traits };
    },
  };
}

/** What a run reads of users and accounts besides counts. */
export interface ProfilesOfRun extends Pick<ProfileStore, 'all' | 'each'> {
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

/** Reads accounts, and of users, who may be millions, the traits that a model requires. */
export async function loadProfiles(store: ProfilesOfRun, model: ModelVersion): Promise<Profiles> {
  const [accounts, users] = await Promise.all([
    store.all('account'),
    loadUserProfiles(store, model),
  ]);
  return { accounts: profilesByHash(accounts), users };
}
