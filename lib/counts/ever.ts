import { type Day, dayNumber } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import { type IdHash, NO_ID } from '../model/id-hash.ts';
import type { BlockHead, BlockStore } from './block-store.ts';
import type { DayCounts } from './day-counts.ts';
import {
  decodeEver,
  type EverCell,
  type EverColumns,
  encodeEver,
  everCells,
  everRows,
} from './ever-columns.ts';
import { everUnion } from './ever-union.ts';
import type { OpenCounts } from './open-counts.ts';

const SHELF = 'ever';

/** Sixteen blocks by the first digit of the shard, so that one is merged at a time. */
const PARTS = [...'0123456789abcdef'];

/** Sorts after every part. */
const AFTER_PARTS = 'g';

/** Some 40 bytes each with the ids they name: 80 MB. */
const MOST_ROWS = 2_000_000;

/** Some chunks of an ever block. */
type Chunks = readonly EverColumns[];

interface CachedPart {
  readonly generation: string;
  readonly chunks: Chunks;
}

const rowsIn = (chunks: Chunks) => chunks.reduce((sum, { first }) => sum + first.length, 0);

/** A process keeps the decoded blocks that fit until a newer generation is published. */
export class EverCache {
  readonly #parts = new Map<string, CachedPart>();

  /** The blocks one by one: those of a large product do not fit in memory together. */
  async *each(blocks: BlockStore): AsyncGenerator<Chunks, undefined> {
    for (const head of await blocks.heads(SHELF)) yield this.chunks(blocks, head);
  }

  /** All of them. */
  async read(blocks: BlockStore): Promise<Chunks> {
    const all: EverColumns[] = [];
    for await (const chunks of this.each(blocks)) all.push(...chunks);
    return all;
  }

  /** What is known of some users: one block of sixteen each is read. */
  async readAbout(blocks: BlockStore, users: Iterable<IdHash>): Promise<Chunks> {
    const names = new Set(Array.from(users, (user) => user.slice(0, 1)));
    const heads = (await blocks.heads(SHELF)).filter(({ name }) => names.has(name));
    return (await Promise.all(heads.map((head) => this.chunks(blocks, head)))).flat();
  }

  /** One block. */
  async chunks(blocks: BlockStore, head: BlockHead): Promise<Chunks> {
    const { name, generation } = head;
    const known = this.#parts.get(name);
    if (known?.generation === generation) return known.chunks;
    const chunks = (await blocks.read(SHELF, head)).map(decodeEver);
    this.keep(name, generation, rowsIn(chunks), () => chunks);
    return chunks;
  }

  /** Remembers a block that was read or written, if it fits. */
  keep(name: string, generation: string, rows: number, decoded: () => Chunks): void {
    this.#parts.delete(name);
    const kept = [...this.#parts.values()].reduce((sum, part) => sum + rowsIn(part.chunks), 0);
    if (kept + rows <= MOST_ROWS) this.#parts.set(name, { generation, chunks: decoded() });
  }
}

/** The blocks there are and how many rows they have, without reading them. */
export async function everHeads(
  blocks: BlockStore,
): Promise<{ readonly version: string; readonly rows: number }> {
  const heads = await blocks.heads(SHELF);
  return {
    version: heads.map(({ generation }) => generation).join(' '),
    rows: heads.reduce((sum, { meta }) => sum + Number(meta['rows'] ?? 0), 0),
  };
}

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
function daysSince(
  { days, log, openDays }: Pick<OpenCounts, 'days' | 'log' | 'openDays'>,
  since: Hour,
): ReadonlySet<Day> {
  return new Set(days.filter((day) => log.lastTouching(day) >= since || openDays.has(day)));
}

/**
 * Up to where seals are seen after taking in the days up to `asOf`. Clocks may run ahead by 24
 * hours, so the first event of a later day can have been received when `asOf` began.
 */
function seenThrough(read: Pick<OpenCounts, 'firstOpen'>, asOf: Day, since: Hour): Hour {
  const begin = `${asOf}T00`;
  const now = read.firstOpen < begin ? read.firstOpen : begin;
  return now > since ? now : since;
}

/**
 * Takes what was read up to a day into the ever blocks, at day close: whatever seals touched since
 * the last time. Only parts in which somebody was seen are written.
 *
 * @param generation names this writing, such as the run's id
 */
export async function recordEver(
  blocks: BlockStore,
  cache: EverCache,
  read: Omit<OpenCounts, 'about' | 'openIds'>,
  asOf: Day,
  generation: string,
): Promise<void> {
  const heads = new Map((await blocks.heads(SHELF)).map((head) => [head.name, head]));
  const sinceOf = (name: string) => String(heads.get(name)?.meta['through'] ?? '');
  const [earliest = ''] = PARTS.map(sinceOf).sort();
  const counts: DayCounts[] = [];
  for (const day of daysSince(read, earliest)) counts.push(...(await read.on(day)));
  for (const [at, name] of PARTS.entries()) {
    const since = sinceOf(name);
    const unseen = daysSince(read, since);
    const rows = counts
      .filter(({ day }) => unseen.has(day))
      .map((part) => rowsOf(part, name, PARTS[at + 1] ?? AFTER_PARTS))
      .filter(({ from, to }) => from < to);
    if (rows.length === 0) continue;
    const head = heads.get(name);
    const before = head ? await cache.chunks(blocks, head) : [];
    const chunks = encodeEver(everUnion([everCells(before), ...rows.map(sightings)]));
    const size = everRows(chunks);
    const meta = { through: seenThrough(read, asOf, since), rows: size };
    await blocks.publish({ shelf: SHELF, name }, generation, chunks, meta);
    cache.keep(name, generation, size, () => chunks.map(decodeEver));
  }
}
