import { type SealResult, sealHours } from '../../counts/seal-hours.ts';
import { countSources } from '../services/job-sources.ts';
import type { ApiServices } from '../services/services.ts';

/** Seals the hours that closed since the last time. */
export async function runSeal(services: Omit<ApiServices, 'startRun'>): Promise<SealResult> {
  const { caches, clock } = services;
  return sealHours(await countSources(services), caches.directory, clock());
}
