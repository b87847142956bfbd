import type { BlockStore } from '../../counts/block/block-store.ts';
import type { SealLog } from '../../counts/delta/seal-log.ts';
import type { CountSources } from '../../counts/open-counts.ts';
import { addDays, type Day, dayOf } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import {
  closedHeads,
  recentClosedHead,
  type SeenReceipts,
  type SnapshotHead,
} from '../snapshot/snapshots.ts';
import { oldestKeptDay } from './computable-days.ts';

const checkedNamespace = (model: string): string => `checked/${model}`;

/**
 * Records that a reported day was computed again with all receipts before an hour, and came out as
 * it was: nothing is restated, but the day is not stale either. A head without chunks.
 */
export async function markChecked(
  blocks: BlockStore,
  { model, asOf }: Pick<DayScores, 'model' | 'asOf'>,
  { generation, ...seen }: SeenReceipts & { readonly generation: string },
): Promise<void> {
  const key = { namespace: checkedNamespace(model), name: asOf };
  await blocks.publish(key, generation, [], { ...seen });
}

/** Returns by day what had been received when it was computed without a change. */
async function checkedDays(blocks: BlockStore, model: string, from: Day, to: Day) {
  const heads = await blocks.heads(checkedNamespace(model), from, to);
  return new Map(
    heads.map(({ name, meta }): [Day, SeenReceipts] => {
      return [name, { hour: String(meta['hour']), lateThrough: String(meta['lateThrough'] ?? '') }];
    }),
  );
}

/** By day the last receipt that touched it on a later day, as sortable text. */
export type LateReceipts = ReadonlyMap<Day, string>;

/** Returns the last of all receipts that touched days up to one; empty text when none did. */
export function lastLateReceipt(late: LateReceipts, upTo: Day): string {
  const receipts = [...late].flatMap(([day, receipt]) => (day <= upTo ? receipt : []));
  return receipts.sort().at(-1) ?? '';
}

/** What shows whether a closed day was touched. */
export interface StaleHeadSources {
  readonly counts: CountSources;
  readonly retentionDays: number;
}

interface StaleQuery extends ClosedDays {
  readonly log: SealLog;
  readonly oldest: Day;
  /** Receipts of hours that are not sealed. @default none are looked at */
  readonly late?: LateReceipts;
}

const later = (texts: readonly string[]): string => texts.toSorted().at(-1) ?? '';

/**
 * Returns the heads in force of the closed days that receipts touched since they were computed: what
 * they say is no longer what their counts say.
 */
async function staleHeads(
  { counts: { blocks } }: StaleHeadSources,
  model: ModelVersion,
  { first, last, log, oldest, late = new Map() }: StaleQuery,
): Promise<readonly SnapshotHead[]> {
  const { id } = model.model;
  const [heads, checked] = await Promise.all([
    closedHeads(blocks, id, first, last),
    checkedDays(blocks, id, first, last),
  ]);
  const latest = new Map(heads.map((head) => [head.asOf, head]));
  return [...latest.values()].filter((head) => {
    const { asOf } = head;
    const seen = [head, checked.get(asOf) ?? head];
    const since = later(seen.map(({ hour }) => hour));
    const lateThrough = later(seen.map((each) => each.lateThrough ?? ''));
    // However long ago: who was seen then is listed since, and is older than was thought.
    return log.touchedSince(since, oldest, asOf) || lastLateReceipt(late, asOf) > lateThrough;
  });
}

/**
 * Returns the closed days that events touched since they were computed, by any model, oldest first.
 * The last ones are restated at the next day close; older ones stay until a run names them.
 *
 * @param late what came for earlier days in hours that are not sealed
 */
export async function staleDays(
  sources: StaleHeadSources,
  models: readonly ModelVersion[],
  now: number,
  late?: LateReceipts,
): Promise<readonly Day[]> {
  const { seals, cache } = sources.counts;
  const oldest = oldestKeptDay(sources, now);
  const log = await cache.seals.read(seals, oldest);
  const days = new Set<Day>();
  for (const model of models) {
    const query = { first: oldest, last: dayOf(now), log, oldest, ...(late && { late }) };
    for (const { asOf } of await staleHeads(sources, model, query)) days.add(asOf);
  }
  return [...days].sort();
}

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
