import { addDays, type Day, dayOf, daysFrom } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import { type Hour, hourOf, hoursFrom, MS_PER_HOUR, nextHour } from '../model/hour.ts';
import type { HashId, IdHash } from '../model/id-hash.ts';
import type { BatchStore } from './batch-store.ts';
import type { BlockHead, BlockStore } from './block-store.ts';
import { decodeCounts, encodeCounts } from './count-columns.ts';
import type { CounterBatch } from './counter-batch.ts';
import type { DayCounts } from './day-counts.ts';
import type { Delta } from './delta.ts';
import { foldHour } from './fold-hour.ts';
import { type SealLog, SealLogCache } from './seal-log.ts';
import type { SealStore } from './seal-store.ts';
import { undatedFingerprints, unite } from './unite.ts';

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

/** What was read, and what it was read from. */
export interface CountsRead {
  /** By day; a large day is several parts, each a range of shards. Days without data have none. */
  readonly parts: readonly DayCounts[];
  /** Batches of hours that are not sealed yet. */
  readonly open: readonly CounterBatch[];
  /** The first of these hours: all before it are in the log. */
  readonly firstOpen: Hour;
  /** Days that these hours touch. */
  readonly openDays: ReadonlySet<Day>;
  readonly log: SealLog;
}

/** Days decoded before, kept for as long as no newer seal touches them. */
export class CountCache {
  readonly seals = new SealLogCache();
  readonly #days = new Map<Day, { readonly lastSeal: Hour; readonly parts: DayCounts[] }>();

  get(day: Day, lastSeal: Hour): readonly DayCounts[] | undefined {
    const cached = this.#days.get(day);
    return cached?.lastSeal === lastSeal ? cached.parts : undefined;
  }

  set(day: Day, lastSeal: Hour, parts: DayCounts[]): void {
    this.#days.set(day, { lastSeal, parts });
  }
}

const SHELF = 'counts';

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

async function readOpenHours(
  sources: CountSources,
  first: Hour,
  now: number,
): Promise<CounterBatch[]> {
  const hours = await Promise.all(
    hoursFrom(first, hourOf(now)).map((hour) => sources.batches.readHour(hour)),
  );
  return hours.flat();
}

function foldOpen(batches: readonly CounterBatch[], hashId: HashId): Map<Day, Delta[]> {
  const hours = groupBy(batches, (batch) => batch.hour);
  const deltas = [...hours].flatMap(([hour, group]) => foldHour(hour, group, hashId));
  return groupBy(deltas, (delta) => delta.day);
}

async function readDeltas(sources: CountSources, log: SealLog, day: Day): Promise<Delta[]> {
  const chunks = await Promise.all(
    [...log.touching(day)].map(([hour, n]) => sources.seals.readChunks(day, hour, n)),
  );
  return chunks.flat();
}

/** Keeps the counts of a day as its count block, which covers everything up to a seal. */
export async function publishCounts(
  blocks: BlockStore,
  counts: DayCounts,
  lastSeal: Hour,
): Promise<void> {
  const key = { shelf: SHELF, name: counts.day };
  await blocks.publish(key, lastSeal, encodeCounts(counts), { lastSeal });
}

/** Reads a day from its deltas and, when it is over, keeps the result as its count block. */
async function uniteDay(
  sources: CountSources,
  log: SealLog,
  day: Day,
  open: ReadonlyMap<Day, Delta[]>,
  now: number,
): Promise<DayCounts[]> {
  const deltas = [...(await readDeltas(sources, log, day)), ...(open.get(day) ?? [])];
  const undated = deltas.some((delta) => delta.cells.some((cell) => !cell.dated));
  const eve = addDays(day, -1);
  const before = undated
    ? undatedFingerprints([...(await readDeltas(sources, log, eve)), ...(open.get(eve) ?? [])])
    : undefined;
  const counts = unite(day, deltas, before);
  const lastSeal = log.lastTouching(day);
  if (!open.has(day)) {
    sources.cache.set(day, lastSeal, [counts]);
    if (day < dayOf(now)) {
      await publishCounts(sources.blocks, counts, lastSeal);
    }
  }
  return [counts];
}

async function readBlock(sources: CountSources, head: BlockHead): Promise<DayCounts[]> {
  const chunks = await sources.blocks.read(SHELF, head);
  const parts = chunks.map((chunk) => decodeCounts(head.name, chunk));
  sources.cache.set(head.name, head.generation, parts);
  return parts;
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
  if (block?.generation === lastSeal) return readBlock(sources, block);
  return uniteDay(sources, log, day, new Map(), now);
}

/**
 * The counts of every day from `from` to `to`, exact for all that was acknowledged before the
 * call: a day's count block where it covers the last seal that touched the day, else the union
 * of its deltas and of the hours that are not sealed yet. Reads are consistent.
 */
export async function readCounts(
  sources: CountSources,
  from: Day,
  to: Day,
  now: number,
): Promise<CountsRead> {
  // The open hours first: an hour sealed meanwhile is then read twice, which a union forgives.
  const firstOpen = await firstOpenHour(sources, now);
  const batches = await readOpenHours(sources, firstOpen, now);
  const open = foldOpen(batches, sources.hashId);
  const log = await sources.cache.seals.read(sources.seals, from);
  const heads = await sources.blocks.heads(SHELF, from, to);
  const blocks = new Map(heads.map((head) => [head.name, head]));
  const parts: DayCounts[] = [];
  for (const day of daysFrom(from, to)) {
    const counts = open.has(day)
      ? await uniteDay(sources, log, day, open, now)
      : await readSealedDay(sources, log, day, blocks.get(day), now);
    parts.push(...counts);
  }
  return { parts, open: batches, firstOpen, openDays: new Set(open.keys()), log };
}
