import { sealHours } from '../../../counts/seal-hours.ts';
import { type CountServices, countSources } from '../../services/job-sources.ts';

/** Seals the hours that closed since the last time. */
export async function runSeal(services: CountServices) {
  const { caches, clock } = services;
  return sealHours(await countSources(services), caches.directory, clock());
}
