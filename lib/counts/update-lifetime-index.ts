import { type Day, dayNumber } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import { SHARDS } from '../model/id-hash.ts';
import type { BlockHead, BlockStore, Columns } from './block/block-store.ts';
import { cellAt } from './block/cell-columns.ts';
import type { ShardedDayReader } from './day/count-blocks.ts';
import { countRows, type DayCounts } from './day/day-counts.ts';
import { LIFETIME_NAMESPACE, type LifetimeCache } from './lifetime/lifetime-cache.ts';
import {
  decodeLifetimes,
  encodeLifetimes,
  type LifetimeCell,
  lifetimeCells,
  lifetimeRowCount,
  mergeLifetimes,
} from './lifetime/lifetime-columns.ts';
import type { OpenCounts } from './open-counts.ts';

/** Sixteen blocks by the first digit of the shard, so that one is merged at a time. */
const PARTS = [...'0123456789abcdef'];
const SHARDS_A_PART = SHARDS / PARTS.length;

/** Sorts after every part. */
const AFTER_PARTS = 'g';

/** Rows of days to be merged at once, some 50 bytes each: after an import there are months of them. */
const ROWS_AT_ONCE = 2_000_000;

/** Rows of days with open hours that are kept from part to part: 250 MB. */
const MAX_OPEN_ROWS = 5_000_000;

type CountsRead = Pick<OpenCounts, 'days' | 'on' | 'sealed' | 'firstOpen' | 'openDays' | 'log'>;

/** Rows of a day that belong to one part. */
interface PartRows {
  readonly counts: DayCounts;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** The first row of a part or a later one: rows are in cell order, which is the order of parts. */
function firstRow(counts: DayCounts, part: string): number {
  let [from, to] = [0, counts.count.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const { user, account } = cellAt(counts, middle);
    if ((user || account) < part) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The rows of one part; the next one begins with `next`. */
function rowsOf(counts: DayCounts, part: string, next: string): PartRows {
  return { counts, from: firstRow(counts, part), to: firstRow(counts, next) };
}

/** The cells of some rows, each as seen on their day only. */
function* cellsSeenOn({ counts, from, to }: PartRows): Generator<LifetimeCell, undefined> {
  const day = dayNumber(counts.day);
  for (let row = from; row < to; row++) yield { ...cellAt(counts, row), first: day, last: day };
}

/**
 * Days whose seals a part may not have seen yet, or that hours touch which are not sealed.
 * A part says up to which hour it has seen every seal.
 */
function daysSince({ days, log, openDays }: CountsRead, since: Hour): readonly Day[] {
  return days.filter((day) => log.lastTouching(day) >= since || openDays.has(day));
}

/**
 * Up to where seals are seen after taking in the days up to `asOf`. Clocks may run ahead by 24
 * hours, so the first event of a later day can have been received when `asOf` began.
 */
function sealsSeenThrough(read: CountsRead, asOf: Day, since: Hour): Hour {
  const begin = `${asOf}T00`;
  const now = read.firstOpen < begin ? read.firstOpen : begin;
  return now > since ? now : since;
}

type RowsIn = (day: Day, from: number, to: number) => Promise<readonly DayCounts[]>;

/**
 * Reads days by shards: closed ones from their count blocks, those with open hours merged once, the
 * newest first. What of these is too much to keep is read as far as it is sealed: the next close
 * takes in the rest, once it is.
 */
async function createRowReader(read: CountsRead): Promise<RowsIn> {
  const merged = new Map<Day, readonly DayCounts[]>();
  let rows = 0;
  for (const day of [...read.days].reverse().filter((each) => read.openDays.has(each))) {
    const parts = await read.on(day);
    rows += countRows(parts);
    if (rows > MAX_OPEN_ROWS) break;
    merged.set(day, parts);
  }
  const sealed = new Map<Day, ShardedDayReader>();
  return async (day, from, to) => {
    const known = merged.get(day);
    if (known) return known;
    const reader = sealed.get(day) ?? (await read.sealed(day));
    sealed.set(day, reader);
    return reader.within(from, to);
  };
}

/** The rows of some days in one part, `rowsAtOnce` at a time. */
async function* rowSlices(
  rowsIn: RowsIn,
  days: readonly Day[],
  partIndex: number,
  rowsAtOnce: number,
): AsyncGenerator<readonly PartRows[], undefined> {
  const [name = '', next = AFTER_PARTS] = PARTS.slice(partIndex, partIndex + 2);
  let slice: PartRows[] = [];
  let rows = 0;
  for (const day of days) {
    const counts = await rowsIn(day, partIndex * SHARDS_A_PART, (partIndex + 1) * SHARDS_A_PART);
    const own = counts.map((part) => rowsOf(part, name, next)).filter(({ from, to }) => from < to);
    slice.push(...own);
    rows += own.reduce((sum, { from, to }) => sum + to - from, 0);
    if (rows < rowsAtOnce) continue;
    yield slice;
    [slice, rows] = [[], 0];
  }
  if (slice.length > 0) yield slice;
}

/** The chunks of a part with some days taken in; undefined when there is nothing to take in. */
async function mergeIntoPart(
  { blocks, cache }: LifetimeBlocks,
  head: BlockHead | undefined,
  slices: AsyncIterable<readonly PartRows[]>,
): Promise<Columns[] | undefined> {
  let chunks: Columns[] | undefined;
  for await (const slice of slices) {
    const known =
      head && !chunks ? await cache.chunks(blocks, head) : (chunks ?? []).map(decodeLifetimes);
    chunks = encodeLifetimes(mergeLifetimes([lifetimeCells(known), ...slice.map(cellsSeenOn)]));
  }
  return chunks;
}

interface LifetimeBlocks {
  readonly blocks: BlockStore;
  readonly cache: LifetimeCache;
}

interface UpdatePlan {
  /** The last day that is taken in. */
  readonly asOf: Day;
  /** Names this writing, such as the run's id. */
  readonly generation: string;
  /** How many rows of days are held at once. @default 2,000,000 */
  readonly rowsAtOnce?: number;
}

/**
 * Takes what was read up to a day into the lifetime index, at day close: whatever seals touched
 * since the last time. Only parts in which somebody was seen are written.
 */
export async function updateLifetimeIndex(
  { blocks, cache }: LifetimeBlocks,
  read: CountsRead,
  { asOf, generation, rowsAtOnce = ROWS_AT_ONCE }: UpdatePlan,
): Promise<void> {
  const heads = new Map((await blocks.heads(LIFETIME_NAMESPACE)).map((head) => [head.name, head]));
  const rowsIn = await createRowReader(read);
  for (const [partIndex, name] of PARTS.entries()) {
    const head = heads.get(name);
    const since = String(head?.meta['through'] ?? '');
    const slices = rowSlices(rowsIn, daysSince(read, since), partIndex, rowsAtOnce);
    const chunks = await mergeIntoPart({ blocks, cache }, head, slices);
    if (!chunks) continue;
    const rows = lifetimeRowCount(chunks);
    const meta = { through: sealsSeenThrough(read, asOf, since), rows };
    await blocks.publish({ namespace: LIFETIME_NAMESPACE, name }, generation, chunks, meta);
    cache.keep(name, generation, rows, () => chunks.map(decodeLifetimes));
  }
}
