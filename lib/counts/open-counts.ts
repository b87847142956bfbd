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
  /** One of them by ranges of shards, as far as it is sealed: open hours are left out. */
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

/** What days are read with. */
interface DayReading {
  readonly sources: CountSources;
  readonly log: SealLog;
  /** What hours that are not sealed yet brought, by day. */
  readonly open: OpenHours['deltas'];
  readonly now: number;
}

/** What was received for a day, sealed and open, as readers to walk side by side. */
async function readersOf({ sources, log, open }: DayReading, day: Day): Promise<ShardReader[]> {
  const hours = [...log.touching(day)].map(([hour, chunks]) => ({ day, hour, chunks }));
  const sealed = await Promise.all(hours.map((hour) => sealedDeltaReaders(sources.seals, hour)));
  return [...sealed, ...(open.get(day) ?? []).map(deltaReaders)].flat();
}

/** Reads a day from its deltas and, when it is over, keeps the result as its count block. */
async function mergeDeltas(reading: DayReading, day: Day): Promise<readonly DayCounts[]> {
  const { sources, log, open, now } = reading;
  const readers = await readersOf(reading, day);
  const counts = await mergeDay(day, readers, () => readersOf(reading, addDays(day, -1)));
  const lastSeal = log.lastTouching(day);
  if (!open.has(day)) {
    sources.cache.set(day, lastSeal, counts);
    if (day < dayOf(now)) await publishCounts(sources.blocks, day, counts, lastSeal);
  }
  return counts;
}

/** A day that no open hour touches: from memory, from its count block, or merged anew. */
async function readSealedDay(reading: DayReading, day: Day, block: BlockHead | undefined) {
  const { sources, log } = reading;
  const lastSeal = log.lastTouching(day);
  if (lastSeal === '') return [];
  const known = sources.cache.get(day, lastSeal);
  if (known) return known;
  // What is kept must not depend on hours that are open, not even on those of the day before.
  if (block?.generation !== lastSeal) return mergeDeltas({ ...reading, open: new Map() }, day);
  const parts = await readCountBlock(sources.blocks, block);
  sources.cache.set(day, lastSeal, parts);
  return parts;
}

/** A sealed day in a chunk or two at a time, after its count block is brought up to date. */
async function sealedByShards(reading: DayReading, day: Day): Promise<ShardedDayReader> {
  const { blocks, cache } = reading.sources;
  const lastSeal = reading.log.lastTouching(day);
  const known = cache.get(day, lastSeal);
  if (known) return { within: async () => known };
  const [block] = await countHeads(blocks, day, day);
  if (block?.generation === lastSeal) return createCountBlockReader(blocks, block);
  const parts = await readSealedDay(reading, day, block);
  const [written] = await countHeads(blocks, day, day);
  if (written?.generation !== lastSeal) return { within: async () => parts };
  return createCountBlockReader(blocks, written);
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
  const reading: DayReading = { sources, log, open, now };
  const on = (day: Day) =>
    open.has(day) ? mergeDeltas(reading, day) : readSealedDay(reading, day, blocks.get(day));
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
    sealed: (day) => sealedByShards(reading, day),
    openIds: ids,
    firstOpen,
    openDays: new Set(open.keys()),
    log,
  };
}
