import type { CountSources } from '../../counts/open-counts.ts';
import { identityResolver } from '../../events/identity-link.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import { hourOf } from '../../model/hour.ts';
import { instantMs } from '../../model/instant.ts';
import type { ScoringSources } from '../../scores/checkpoint/scoring-sources.ts';
import type { ProfilesOfRun } from '../../scores/conditions/profile-projection.ts';
import { ensureInstallation } from './installation.ts';
import type { Uses } from './services.ts';

export type CountServices = Uses<
  'seals' | 'batches' | 'blocks' | 'documents' | 'clock' | 'caches' | 'hashing' | 'suppressions'
>;

export type ScoringServices = CountServices & Uses<'profiles' | 'settings'>;

/** Where counts are read from and sealed to. */
export async function countSources(services: CountServices): Promise<CountSources> {
  const { seals, batches, blocks, documents, clock, caches, hashing, suppressions } = services;
  const { createdAt } = await ensureInstallation(documents, clock);
  return {
    seals,
    batches,
    blocks,
    hashId: await hashing.idHasher(),
    suppressed: () => suppressions.current(),
    installedHour: hourOf(instantMs(createdAt)),
    cache: caches.counts,
  };
}

/**
 * What a run reads of profiles: accounts and links once, so that all models, rules and digests of the
 * run see the same ones. Of links only what resolves them is held on to, of users, of whom there may
 * be millions, nothing.
 */
export function createRunProfiles(store: ProfileStore): ProfilesOfRun {
  let accounts: ReturnType<ProfileStore['all']> | undefined;
  let resolver: ReturnType<ProfilesOfRun['resolver']> | undefined;
  return {
    each: (kind, take) => store.each(kind, take),
    all(kind) {
      if (kind === 'user') return store.all(kind);
      accounts ??= store.all(kind);
      return accounts;
    },
    resolver() {
      resolver ??= store.allLinks().then(identityResolver);
      return resolver;
    },
  };
}

/** Where scores are made from. */
export async function scoringSources(services: ScoringServices): Promise<ScoringSources> {
  const { profiles, caches, settings } = services;
  return {
    counts: await countSources(services),
    profiles: createRunProfiles(profiles),
    directory: caches.directory,
    lifetimeIndex: caches.lifetimeIndex,
    retentionDays: settings.retentionDays,
  };
}
