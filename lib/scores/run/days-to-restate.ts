import { addDays, type Day, dayOf } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { recentClosedHead, type SnapshotHead } from '../snapshot/snapshots.ts';
import { type StaleHeadSources, staleHeadsBetween } from './stale-heads.ts';

/** Late events restate the snapshots of so many days before the one that closes. */
const RESTATED_DAYS = 7;

/** Days that closed one after another, in one go. */
export interface ClosedDays {
  readonly first: Day;
  readonly last: Day;
}

/**
 * Heads of the days before those that close, oldest first, that receipts touched since they were
 * computed. In this order none waits for ever: the one that is next to fall out of the seven days
 * comes first.
 *
 * @param until receipts from this hour on do not count. @default all do
 */
export async function daysToRestate(
  sources: StaleHeadSources,
  model: ModelVersion,
  now: number,
  { first, last }: ClosedDays,
  until?: Hour,
): Promise<readonly SnapshotHead[]> {
  const [from, to] = [addDays(first, -RESTATED_DAYS), addDays(last, -1)];
  const { seals, cache } = sources.counts;
  const log = await cache.seals.read(seals, from, until);
  return staleHeadsBetween(sources, model, now, log, from, to);
}

/**
 * What the last close was to restate and had no time for. What came after it waits for the next
 * close: otherwise each late event would cost seven computations an hour.
 */
export async function unfinishedRestatements(
  sources: StaleHeadSources,
  model: ModelVersion,
  now: number,
): Promise<readonly SnapshotHead[]> {
  const { blocks } = sources.counts;
  const closed = await recentClosedHead(blocks, model.model.id, dayOf(now), true);
  if (!closed) return [];
  const { asOf, hour } = closed;
  return daysToRestate(sources, model, now, { first: asOf, last: asOf }, hour);
}
