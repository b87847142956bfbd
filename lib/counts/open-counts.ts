import { addDays, type Day, dayOf, daysInRange } from '../model/day.ts';
import { type Hour, hourOf, MS_PER_HOUR, nextHour } from '../model/hour.ts';
import type { HashId, IdHash } from '../model/id-hash.ts';
import type { BatchStore } from './batch/batch-store.ts';
import type { BlockHead, BlockStore } from './block/block-store.ts';
import {
  countHeads,
  createCountBlockReader,
  publishCounts,
  readCountBlock,
  readCountsForUsers,
  type ShardedDayReader,
} from './day/count-blocks.ts';
import type { CountCache } from './day/count-cache.ts';
import type { DayCounts } from './day/day-counts.ts';
import { mergeDay } from './day/merge-day.ts';
import { deltaReaders, sealedDeltaReaders } from './delta/delta-readers.ts';
import { type OpenHours, readOpenHours } from './delta/read-open-hours.ts';
import type { SealLog } from './delta/seal-log.ts';
import type { SealStore } from './delta/seal-store.ts';
import type { ShardReader } from './delta/shard-reader.ts';

export interface CountSources {
  readonly seals: SealStore;
  readonly batches: BatchStore;
  readonly blocks: BlockStore;
  readonly hashId: HashId;
  /** Ids that were erased and may be named nowhere again. @default none */
  readonly suppressed?: () => Promise<ReadonlySet<IdHash>>;
  /** The hour of installation: nothing was received before it. */
  readonly installedHour: Hour;
  readonly cache: CountCache;
}

/** The counts of a range of days, to be read a day at a time. */
export interface OpenCounts {
  /** All days of the range, in order, those without data too. */
  readonly days: readonly Day[];
  /** The counts of one of them; a large day is several parts, each a range of shards. */
  on(day: Day): Promise<readonly DayCounts[]>;
  /** Parts of one of them that surely have all rows of some users, and as few others as can be. */
  forUsers(day: Day, users: Iterable<IdHash>): Promise<readonly DayCounts[]>;
  /**
   * One of them by ranges of shards, as far as it is sealed: what hours that are open bring to it
   * is left out.
   */
  sealed(day: Day): Promise<ShardedDayReader>;
  /** Ids named in hours that are not sealed yet. */
  readonly openIds: OpenHours['ids'];
  /** The first of these hours: all before it are in the log. */
  readonly firstOpen: Hour;
  /** Days that these hours touch. */
  readonly openDays: ReadonlySet<Day>;
  readonly log: SealLog;
}

/** A clock may be started before the installation; nothing older than a day is open then. */
const BEFORE_INSTALLATION_MS = 24 * MS_PER_HOUR;

/** The first hour that is not sealed: nothing was received before the installation. */
export async function firstOpenHour(
  { seals, installedHour }: Pick<CountSources, 'seals' | 'installedHour'>,
  now: number,
): Promise<Hour> {
  const sealed = await seals.sealedThrough();
  if (sealed !== undefined) return nextHour(sealed);
  return installedHour <= hourOf(now) ? installedHour : hourOf(now - BEFORE_INSTALLATION_MS);
}

/** What was received for a day, sealed and open, as runs to walk side by side. */
async function readersOf(
  { seals }: CountSources,
  log: SealLog,
  day: Day,
  open: OpenHours['deltas'],
): Promise<ShardReader[]> {
  const hours = [...log.touching(day)].map(([hour, chunks]) => ({ day, hour, chunks }));
  const sealed = await Promise.all(hours.map((hour) => sealedDeltaReaders(seals, hour)));
  return [...sealed, ...(open.get(day) ?? []).map(deltaReaders)].flat();
}

/** Reads a day from its deltas and, when it is over, keeps the result as its count block. */
async function mergeDeltas(
  sources: CountSources,
  log: SealLog,
  day: Day,
  open: OpenHours['deltas'],
  now: number,
): Promise<readonly DayCounts[]> {
  const readers = await readersOf(sources, log, day, open);
  const counts = await mergeDay(day, readers, () =>
    readersOf(sources, log, addDays(day, -1), open),
  );
  const lastSeal = log.lastTouching(day);
  if (!open.has(day)) {
    sources.cache.set(day, lastSeal, counts);
    if (day < dayOf(now)) await publishCounts(sources.blocks, day, counts, lastSeal);
  }
  return counts;
}

/** A day that no open hour touches: from memory, from its count block, or united anew. */
async function readSealedDay(
  sources: CountSources,
  log: SealLog,
  day: Day,
  block: BlockHead | undefined,
  now: number,
): Promise<readonly DayCounts[]> {
  const lastSeal = log.lastTouching(day);
  if (lastSeal === '') return [];
  const known = sources.cache.get(day, lastSeal);
  if (known) return known;
  if (block?.generation !== lastSeal) return mergeDeltas(sources, log, day, new Map(), now);
  const parts = await readCountBlock(sources.blocks, block);
  sources.cache.set(day, lastSeal, parts);
  return parts;
}

/** A sealed day in a chunk or two at a time, after its count block is brought up to date. */
async function sealedByShards(
  sources: CountSources,
  log: SealLog,
  day: Day,
  now: number,
): Promise<ShardedDayReader> {
  const lastSeal = log.lastTouching(day);
  const known = sources.cache.get(day, lastSeal);
  if (known) return { within: async () => known };
  const [block] = await countHeads(sources.blocks, day, day);
  if (block?.generation === lastSeal) return createCountBlockReader(sources.blocks, block);
  const parts = await readSealedDay(sources, log, day, block, now);
  const [written] = await countHeads(sources.blocks, day, day);
  if (written?.generation !== lastSeal) return { within: async () => parts };
  return createCountBlockReader(sources.blocks, written);
}

/**
 * Opens the counts of every day from `from` to `to`, exact for all that was acknowledged before the
 * call: a day is its count block where that covers the last seal that touched the day, else the
 * union of its deltas and of the hours that are not sealed yet. Reads are consistent.
 */
export async function openCounts(
  sources: CountSources,
  from: Day,
  to: Day,
  now: number,
): Promise<OpenCounts> {
  // The open hours first: an hour sealed meanwhile is then read twice, which a union forgives.
  const firstOpen = await firstOpenHour(sources, now);
  const { batches, hashId } = sources;
  const { deltas: open, ids } = await readOpenHours(batches, hashId, firstOpen, now);
  const log = await sources.cache.seals.read(sources.seals, from);
  const heads = await countHeads(sources.blocks, from, to);
  const blocks = new Map(heads.map((head) => [head.name, head]));
  const on = (day: Day) =>
    open.has(day)
      ? mergeDeltas(sources, log, day, open, now)
      : readSealedDay(sources, log, day, blocks.get(day), now);
  const forUsers = async (day: Day, users: Iterable<IdHash>) => {
    const [block, lastSeal] = [blocks.get(day), log.lastTouching(day)];
    const isKept = !open.has(day) && sources.cache.get(day, lastSeal) === undefined;
    if (!isKept || block?.generation !== lastSeal) return on(day);
    return readCountsForUsers(sources.blocks, block, users);
  };
  return {
    days: daysInRange(from, to),
    on,
    forUsers,
    sealed: (day) => sealedByShards(sources, log, day, now),
    openIds: ids,
    firstOpen,
    openDays: new Set(open.keys()),
    log,
  };
}
