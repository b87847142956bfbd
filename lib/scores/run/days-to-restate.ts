import { addDays, type Day, dayOf } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { recentClosedHead, type SnapshotHead } from '../snapshot/snapshots.ts';
import { oldestKeptDay, type StaleHeadSources, staleHeads } from './stale-heads.ts';

/** Days before the one that closes whose snapshots late events restate. */
const RESTATED_DAYS = 7;

/** Days that closed one after another, in one go. */
export interface ClosedDays {
  readonly first: Day;
  readonly last: Day;
  /** Receipts from this hour on came after the close. @default it goes on */
  readonly until?: Hour;
}

/**
 * Returns the heads of the days before those that close, oldest first, that receipts touched since
 * they were computed. In this order none waits for ever: the one that is next to fall out of the
 * seven days comes first.
 */
export async function daysToRestate(
  sources: StaleHeadSources,
  model: ModelVersion,
  now: number,
  closed: ClosedDays,
): Promise<readonly SnapshotHead[]> {
  const first = addDays(closed.first, -RESTATED_DAYS);
  const { seals, cache } = sources.counts;
  const log = await cache.seals.read(seals, first, closed.until);
  const query = { first, last: addDays(closed.last, -1), log, oldest: oldestKeptDay(sources, now) };
  return staleHeads(sources, model, query);
}

/**
 * Returns the heads that the last close was to restate and had no time for. What came after it waits
 * for the next close: otherwise each late event would cost seven computations an hour.
 */
export async function unfinishedRestatements(
  sources: StaleHeadSources,
  model: ModelVersion,
  now: number,
): Promise<readonly SnapshotHead[]> {
  const { blocks } = sources.counts;
  const closed = await recentClosedHead(blocks, model.model.id, dayOf(now), true);
  if (!closed) return [];
  const { asOf, hour: until } = closed;
  return daysToRestate(sources, model, now, { first: asOf, last: asOf, until });
}
