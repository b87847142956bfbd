import type { SealLog } from '../../counts/delta/seal-log.ts';
import type { CountSources } from '../../counts/open-counts.ts';
import { addDays, type Day, dayOf, laterDay } from '../../model/day.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { SUBJECT_KINDS } from '../../model/subject-kind.ts';
import { historyDays } from '../aggregate/aggregate-plan.ts';
import { requiredEvents } from '../conditions/required-events.ts';
import { closedHeads, type SnapshotHead } from '../snapshot/snapshots.ts';
import { checkedHours } from './checked-days.ts';

/** What shows whether a closed day was touched. */
export interface StaleHeadSources {
  readonly counts: CountSources;
  readonly retentionDays: number;
}

/** Closed days from the first to the last, both included, and the receipts that may touch them. */
export interface StaleHeadQuery {
  readonly first: Day;
  readonly last: Day;
  readonly log: SealLog;
  /** The first day of counts that is kept. */
  readonly oldest: Day;
}

/** Returns the first day of counts that is kept. */
export function oldestKeptDay({ retentionDays }: StaleHeadSources, now: number): Day {
  return addDays(dayOf(now), 1 - retentionDays);
}

/** Returns the first day of counts that a model needs for a day, none older than what is kept. */
function firstDayNeeded({ model }: ModelVersion, asOf: Day, oldest: Day): Day {
  // Activation and conditions without a span of days count from the start.
  if (SUBJECT_KINDS.some((kind) => requiredEvents(model, kind).size > 0)) return oldest;
  return laterDay(oldest, addDays(asOf, 1 - historyDays(model)));
}

/**
 * Returns the heads in force of the closed days that receipts touched since they were computed: what
 * they say is no longer what their counts say.
 */
export async function staleHeads(
  { counts: { blocks } }: StaleHeadSources,
  model: ModelVersion,
  { first, last, log, oldest }: StaleHeadQuery,
): Promise<readonly SnapshotHead[]> {
  const { id } = model.model;
  const [heads, checked] = await Promise.all([
    closedHeads(blocks, id, first, last),
    checkedHours(blocks, id, first, last),
  ]);
  const latest = new Map(heads.map((head) => [head.asOf, head]));
  return [...latest.values()].filter(({ asOf, hour }) => {
    const [, since = hour] = [checked.get(asOf) ?? '', hour].sort();
    return log.touchedSince(since, firstDayNeeded(model, asOf, oldest), asOf);
  });
}

/**
 * Returns the closed days that events touched since they were computed, by any model, oldest first.
 * The last ones are restated at the next day close; older ones stay until a run names them.
 */
export async function staleDays(
  sources: StaleHeadSources,
  models: readonly ModelVersion[],
  now: number,
): Promise<readonly Day[]> {
  const { seals, cache } = sources.counts;
  const oldest = oldestKeptDay(sources, now);
  const log = await cache.seals.read(seals, oldest);
  const days = new Set<Day>();
  for (const model of models) {
    const query = { first: oldest, last: dayOf(now), log, oldest };
    for (const { asOf } of await staleHeads(sources, model, query)) days.add(asOf);
  }
  return [...days].sort();
}
