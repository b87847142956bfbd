import { addDays, type Day, dayOf } from '../../model/day.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { type StaleHeadSources, staleHeadsBetween } from './stale-heads.ts';

/**
 * Closed days that events touched since they were computed, by any model, oldest first. The last
 * ones are restated at the next day close; older ones stay as they are until a run names them.
 */
export async function staleDays(
  sources: StaleHeadSources,
  models: readonly ModelVersion[],
  now: number,
): Promise<readonly Day[]> {
  const first = addDays(dayOf(now), 1 - sources.retentionDays);
  const { seals, cache } = sources.counts;
  const log = await cache.seals.read(seals, first);
  const days = new Set<Day>();
  for (const model of models) {
    const heads = await staleHeadsBetween(sources, model, now, log, first, dayOf(now));
    for (const { asOf } of heads) days.add(asOf);
  }
  return [...days].sort();
}
