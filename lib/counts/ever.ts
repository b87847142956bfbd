import { type Day, dayNumber } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import { NO_ID } from '../model/id-hash.ts';
import type { BlockHead, BlockStore } from './block-store.ts';
import type { DayCounts } from './day-counts.ts';
import {
  decodeEver,
  type EverCell,
  type EverColumns,
  encodeEver,
  everCells,
} from './ever-columns.ts';
import { everUnion } from './ever-union.ts';
import type { CountsRead } from './read-counts.ts';

const SHELF = 'ever';

/** Sixteen blocks by the first digit of the shard, so that one is merged at a time. */
const PARTS = [...'0123456789abcdef'];

/** Sorts after every part. */
const AFTER_PARTS = 'g';

interface Part {
  readonly head: BlockHead;
  readonly chunks: readonly EverColumns[];
}

/** A process keeps the decoded blocks until a newer generation is published. */
export class EverCache {
  readonly #parts = new Map<string, Part>();

  async read(blocks: BlockStore): Promise<readonly EverColumns[]> {
    return [...(await this.parts(blocks)).values()].flatMap(({ chunks }) => chunks);
  }

  /** The blocks by name. */
  async parts(blocks: BlockStore): Promise<ReadonlyMap<string, Part>> {
    for (const head of await blocks.heads(SHELF)) {
      if (this.#parts.get(head.name)?.head.generation === head.generation) continue;
      const chunks = (await blocks.read(SHELF, head)).map(decodeEver);
      this.#parts.set(head.name, { head, chunks });
    }
    return this.#parts;
  }
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
function daysSince({ parts, log, openDays }: CountsRead, since: Hour): readonly DayCounts[] {
  return parts.filter(({ day }) => log.lastTouching(day) >= since || openDays.has(day));
}

/**
 * Up to where seals are seen after taking in the days up to `asOf`. Clocks may run ahead by 24
 * hours, so the first event of a later day can have been received when `asOf` began.
 */
function seenThrough(read: CountsRead, asOf: Day, since: Hour): Hour {
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
  read: CountsRead,
  asOf: Day,
  generation: string,
): Promise<void> {
  const known = await cache.parts(blocks);
  for (const [at, name] of PARTS.entries()) {
    const before = known.get(name);
    const since = String(before?.head.meta['through'] ?? '');
    const rows = daysSince(read, since)
      .map((counts) => {
        const to = firstRow(counts, PARTS[at + 1] ?? AFTER_PARTS);
        return { counts, from: firstRow(counts, name), to };
      })
      .filter(({ from, to }) => from < to);
    if (rows.length === 0) continue;
    const cells = everUnion([everCells(before?.chunks ?? []), ...rows.map(sightings)]);
    const meta = { through: seenThrough(read, asOf, since) };
    await blocks.publish({ shelf: SHELF, name }, generation, encodeEver(cells), meta);
  }
}
