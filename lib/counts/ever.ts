import { BarometerError } from '../model/barometer-error.ts';
import { dayNumber } from '../model/day.ts';
import { type IdHash, NO_ID } from '../model/id-hash.ts';
import type { BlockStore, Columns } from './block-store.ts';
import { type DayCounts, interner } from './day-counts.ts';
import { decodeIds, encodeIds, type IdColumn } from './id-column.ts';

/** First and last day, as day numbers, of each (user, account, event). It outlives the retention. */
export interface EverCell {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
  readonly first: number;
  readonly last: number;
}

const SHELF = 'ever';

/** Sixteen blocks by the first digit of the shard, so that one is merged at a time. */
const PARTS = [...'0123456789abcdef'];

/** Some 10 bytes packed each, ids included. */
const ROWS_PER_CHUNK = 20_000;

interface EverChunk {
  readonly v: 1;
  readonly users: IdColumn;
  readonly accounts: IdColumn;
  readonly events: readonly string[];
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly event: readonly number[];
  readonly first: readonly number[];
  /** Days from `first` to the last day. */
  readonly span: readonly number[];
}

function encodeChunk(cells: readonly EverCell[]): Columns {
  const [users, accounts, events] = [interner(), interner(), interner()];
  const columns = {
    user: cells.map((cell) => users.indexOf(cell.user)),
    account: cells.map((cell) => accounts.indexOf(cell.account)),
    event: cells.map((cell) => events.indexOf(cell.event)),
    first: cells.map((cell) => cell.first),
    span: cells.map((cell) => cell.last - cell.first),
  };
  const tables = {
    users: encodeIds(users.list),
    accounts: encodeIds(accounts.list),
    events: events.list,
  };
  return { v: 1, ...tables, ...columns } satisfies EverChunk;
}

function isChunk(chunk: Columns): chunk is Columns & EverChunk {
  return chunk['v'] === 1;
}

function decodeChunk(chunk: Columns): EverCell[] {
  if (!isChunk(chunk)) throw new BarometerError('unreadable', 'ever block: unknown version');
  const [users, accounts] = [decodeIds(chunk.users), decodeIds(chunk.accounts)];
  return chunk.first.map((first, row) => ({
    user: users[chunk.user[row] ?? 0] ?? NO_ID,
    account: accounts[chunk.account[row] ?? 0] ?? NO_ID,
    event: chunk.events[chunk.event[row] ?? 0] ?? '',
    first,
    last: first + (chunk.span[row] ?? 0),
  }));
}

const keyOf = (cell: Pick<EverCell, 'user' | 'account' | 'event'>): string =>
  `${cell.user}/${cell.account}/${cell.event}`;

/** The cells of some days, each as seen on its day only. */
function* sightings(days: readonly DayCounts[]): Generator<EverCell> {
  for (const counts of days) {
    const day = dayNumber(counts.day);
    for (let row = 0; row < counts.count.length; row++) {
      yield {
        user: counts.users[counts.user[row] ?? 0] ?? NO_ID,
        account: counts.accounts[counts.account[row] ?? 0] ?? NO_ID,
        event: counts.events[counts.event[row] ?? 0] ?? '',
        first: day,
        last: day,
      };
    }
  }
}

/** Earliest first and latest last day: order and repetition do not matter. */
export function mergeEver(ever: Iterable<EverCell>, days: readonly DayCounts[]): EverCell[] {
  const merged = new Map<string, EverCell>();
  for (const cells of [ever, sightings(days)]) {
    for (const cell of cells) {
      const known = merged.get(keyOf(cell));
      if (!known) merged.set(keyOf(cell), cell);
      else if (cell.first < known.first || cell.last > known.last) {
        const first = Math.min(cell.first, known.first);
        merged.set(keyOf(cell), { ...known, first, last: Math.max(cell.last, known.last) });
      }
    }
  }
  return [...merged.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A process keeps the decoded blocks until a newer generation is published. */
export class EverCache {
  readonly #parts = new Map<string, { readonly generation: string; readonly cells: EverCell[] }>();

  async read(blocks: BlockStore): Promise<readonly EverCell[]> {
    const heads = await blocks.heads(SHELF);
    for (const head of heads) {
      if (this.#parts.get(head.name)?.generation === head.generation) continue;
      const cells = (await blocks.read(SHELF, head)).flatMap(decodeChunk);
      this.#parts.set(head.name, { generation: head.generation, cells });
    }
    return heads.flatMap((head) => this.#parts.get(head.name)?.cells ?? []);
  }
}

const partOf = (cell: EverCell): string => (cell.user || cell.account).charAt(0);

/**
 * Takes some days into the ever blocks, at day close. Only parts that change are written.
 *
 * @param generation names this writing, such as the run's id
 */
export async function recordEver(
  blocks: BlockStore,
  cache: EverCache,
  days: readonly DayCounts[],
  generation: string,
): Promise<void> {
  const before = await cache.read(blocks);
  const after = mergeEver(before, days);
  for (const part of PARTS) {
    const cells = after.filter((cell) => partOf(cell) === part);
    const unchanged = before.filter((cell) => partOf(cell) === part);
    if (JSON.stringify(cells) === JSON.stringify(unchanged)) continue;
    const chunks: Columns[] = [];
    for (let at = 0; at < cells.length; at += ROWS_PER_CHUNK) {
      chunks.push(encodeChunk(cells.slice(at, at + ROWS_PER_CHUNK)));
    }
    await blocks.publish({ shelf: SHELF, name: part }, generation, chunks, { rows: cells.length });
  }
}
