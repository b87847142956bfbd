import type { CountSources } from '../../counts/open-counts.ts';
import { hourOf } from '../../model/hour.ts';
import { instantMs } from '../../model/instant.ts';
import type { ScoringSources } from '../../scores/checkpoint/scoring-sources.ts';
import { ensureInstallation } from './installation.ts';
import { createRunProfiles } from './run-profiles.ts';
import type { ApiServices } from './services.ts';

/** What reading and sealing counts takes. */
export type CountServices = Pick<
  ApiServices,
  'seals' | 'batches' | 'blocks' | 'documents' | 'clock' | 'caches' | 'hashing' | 'suppressions'
>;

/** What making scores of them takes. */
export type ScoringServices = CountServices & Pick<ApiServices, 'profiles' | 'settings'>;

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
