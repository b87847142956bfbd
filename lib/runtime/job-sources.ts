import type { CountSources } from '../counts/open-counts.ts';
import { hourOf } from '../model/hour.ts';
import type { ScoringSources } from '../scores/scoring-sources.ts';
import { installation } from './installation.ts';
import { profilesOfRun } from './profiles-of-run.ts';
import type { ApiServices } from './services.ts';

/** Where counts are read from and sealed to. */
export async function countSources(services: Omit<ApiServices, 'startRun'>): Promise<CountSources> {
  const { seals, batches, blocks, documents, clock, caches, hashing, suppressions } = services;
  const { createdAt } = await installation(documents, clock);
  return {
    seals,
    batches,
    blocks,
    hashId: await hashing.idHasher(),
    suppressed: () => suppressions.current(),
    installedHour: hourOf(Date.parse(createdAt)),
    cache: caches.counts,
  };
}

/** Where scores are made from. */
export async function scoringSources(
  services: Omit<ApiServices, 'startRun'>,
): Promise<ScoringSources> {
  const { profiles, caches, settings } = services;
  return {
    counts: await countSources(services),
    profiles: profilesOfRun(profiles),
    directory: caches.directory,
    ever: caches.ever,
    snapshots: caches.snapshots,
    retentionDays: settings.retentionDays,
  };
}
