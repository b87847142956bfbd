import { type Day, dayNumber } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import { NO_ID, SHARDS } from '../model/id-hash.ts';
import type { BlockHead, BlockStore, Columns } from './block-store.ts';
import type { DayByShards } from './count-blocks.ts';
import type { DayCounts } from './day-counts.ts';
import { EVER_SHELF, type EverCache } from './ever.ts';
import { decodeEver, type EverCell, encodeEver, everCells, everRows } from './ever-columns.ts';
import { everUnion } from './ever-union.ts';
import type { OpenCounts } from './open-counts.ts';

/** Sixteen blocks by the first digit of the shard, so that one is merged at a time. */
const PARTS = [...'0123456789abcdef'];
const SHARDS_A_PART = SHARDS / PARTS.length;

/** Sorts after every part. */
const AFTER_PARTS = 'g';

/** Rows of days to be merged at once, some 50 bytes each: after an import there are months of them. */
const ROWS_AT_ONCE = 2_000_000;

/** Rows of days with open hours that are kept from part to part: 250 MB. */
const MOST_OPEN_ROWS = 5_000_000;

type Read = Pick<OpenCounts, 'days' | 'on' | 'sealed' | 'firstOpen' | 'openDays' | 'log'>;

/** Rows of a day that belong to one part. */
interface PartRows {
  readonly counts: DayCounts;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

function idsAt(counts: DayCounts, row: number) {
  const user = counts.users[counts.user[row] ?? 0] ?? NO_ID;
  return { user, account: counts.accounts[counts.account[row] ?? 0] ?? NO_ID };
}

/** The first row of a part or a later one: rows are in cell order, which is the order of parts. */
function firstRow(counts: DayCounts, part: string): number {
  let [from, to] = [0, counts.count.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const { user, account } = idsAt(counts, middle);
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
function* sightings({ counts, from, to }: PartRows): Generator<EverCell, undefined> {
  const day = dayNumber(counts.day);
  for (let row = from; row < to; row++) {
    const event = counts.events[counts.event[row] ?? 0] ?? '';
    yield { ...idsAt(counts, row), event, first: day, last: day };
  }
}

/**
 * Days whose seals a part may not have seen yet, or that hours touch which are not sealed.
 * A part says up to which hour it has seen every seal.
 */
function daysSince({ days, log, openDays }: Read, since: Hour): readonly Day[] {
  return days.filter((day) => log.lastTouching(day) >= since || openDays.has(day));
}

/**
 * Up to where seals are seen after taking in the days up to `asOf`. Clocks may run ahead by 24
 * hours, so the first event of a later day can have been received when `asOf` began.
 */
function seenThrough(read: Read, asOf: Day, since: Hour): Hour {
  const begin = `${asOf}T00`;
  const now = read.firstOpen < begin ? read.firstOpen : begin;
  return now > since ? now : since;
}

type RowsIn = (day: Day, from: number, to: number) => Promise<readonly DayCounts[]>;

/**
 * Reads days by shards: closed ones from their count blocks, those with open hours united once, the
 * newest first. What of these is too much to keep is read as far as it is sealed: the next close
 * takes in the rest, once it is.
 */
async function readerOf(read: Read): Promise<RowsIn> {
  const united = new Map<Day, readonly DayCounts[]>();
  let rows = 0;
  for (const day of [...read.days].reverse().filter((each) => read.openDays.has(each))) {
    const parts = await read.on(day);
    rows += parts.reduce((sum, { count }) => sum + count.length, 0);
    if (rows > MOST_OPEN_ROWS) break;
    united.set(day, parts);
  }
  const sealed = new Map<Day, DayByShards>();
  return async (day, from, to) => {
    const known = united.get(day);
    if (known) return known;
    const reader = sealed.get(day) ?? (await read.sealed(day));
    sealed.set(day, reader);
    return reader.within(from, to);
  };
}

/** The rows of some days in one part, so many at once. */
async function* slicesOf(
  rowsIn: RowsIn,
  days: readonly Day[],
  at: number,
  rowsAtOnce: number,
): AsyncGenerator<readonly PartRows[], undefined> {
  const [name = '', next = AFTER_PARTS] = PARTS.slice(at, at + 2);
  let slice: PartRows[] = [];
  let rows = 0;
  for (const day of days) {
    const counts = await rowsIn(day, at * SHARDS_A_PART, (at + 1) * SHARDS_A_PART);
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
async function merged(
  { blocks, cache }: Writing,
  head: BlockHead | undefined,
  slices: AsyncIterable<readonly PartRows[]>,
): Promise<Columns[] | undefined> {
  let chunks: Columns[] | undefined;
  for await (const slice of slices) {
    const known =
      head && !chunks ? await cache.chunks(blocks, head) : (chunks ?? []).map(decodeEver);
    chunks = encodeEver(everUnion([everCells(known), ...slice.map(sightings)]));
  }
  return chunks;
}

/** Where ever blocks are written, and the process's memory of them. */
interface Writing {
  readonly blocks: BlockStore;
  readonly cache: EverCache;
}

/**
 * Takes what was read up to a day into the ever blocks, at day close: whatever seals touched since
 * the last time. Only parts in which somebody was seen are written.
 *
 * @param generation names this writing, such as the run's id
 * @param rowsAtOnce how many rows of days are held at once
 */
export async function recordEver(
  blocks: BlockStore,
  cache: EverCache,
  read: Read,
  asOf: Day,
  generation: string,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const heads = new Map((await blocks.heads(EVER_SHELF)).map((head) => [head.name, head]));
  const rowsIn = await readerOf(read);
  for (const [at, name] of PARTS.entries()) {
    const head = heads.get(name);
    const since = String(head?.meta['through'] ?? '');
    const slices = slicesOf(rowsIn, daysSince(read, since), at, rowsAtOnce);
    const chunks = await merged({ blocks, cache }, head, slices);
    if (!chunks) continue;
    const rows = everRows(chunks);
    const meta = { through: seenThrough(read, asOf, since), rows };
    await blocks.publish({ shelf: EVER_SHELF, name }, generation, chunks, meta);
    cache.keep(name, generation, rows, () => chunks.map(decodeEver));
  }
}
