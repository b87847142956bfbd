import type { IdHash } from '../../model/id-hash.ts';
import {
  type DirectoryColumns,
  type DirectoryEntry,
  type DirectoryRow,
  entryAt,
  type HashColumns,
  type HashHalves,
  hashAt,
} from './directory-columns.ts';

/** Chunks in the order of their hashes, none reaching into the next. */
export interface SortedChunks {
  readonly chunks: readonly DirectoryColumns[];
  /** The first hash of each chunk. */
  readonly firstHashes: HashColumns;
}

function withFirstHashes(chunks: readonly DirectoryColumns[]): SortedChunks {
  const high = Uint32Array.from(chunks, (chunk) => chunk.high[0] ?? 0);
  const low = Uint32Array.from(chunks, (chunk) => chunk.low[0] ?? 0);
  return { chunks, firstHashes: { high, low } };
}

/** Chunks as sorted parts: one, unless the chunks of a block were written out of order. */
export function toSortedChunks(chunks: Iterable<DirectoryColumns>): readonly SortedChunks[] {
  const parts: DirectoryColumns[][] = [];
  for (const chunk of chunks) {
    const last = parts.at(-1)?.at(-1);
    const follows = last && hashAt(last, last.high.length - 1) < hashAt(chunk, 0);
    if (follows) parts.at(-1)?.push(chunk);
    else parts.push([chunk]);
  }
  return parts.map(withFirstHashes);
}

/** All entries of a sorted part, in the order of their hashes. */
export function* rowsInOrder({ chunks }: SortedChunks): Generator<DirectoryRow> {
  for (const chunk of chunks) {
    for (let row = 0; row < chunk.high.length; row++) {
      yield [hashAt(chunk, row), entryAt(chunk, row)];
    }
  }
}

/** Row of the last hash that is not above another; -1 when all are. */
function lastRowUpTo({ high, low }: HashColumns, hash: HashHalves): number {
  let [from, to] = [0, high.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const held = high[middle] ?? 0;
    const isUpTo = held < hash.high || (held === hash.high && (low[middle] ?? 0) <= hash.low);
    if (isUpTo) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** The entry of a hash in a sorted part, if any: two binary searches, over chunks and within one. */
export function findEntry(part: SortedChunks, hash: HashHalves): DirectoryEntry | undefined {
  const chunk = part.chunks[lastRowUpTo(part.firstHashes, hash)];
  if (!chunk) return undefined;
  const row = lastRowUpTo(chunk, hash);
  const isIt = chunk.high[row] === hash.high && chunk.low[row] === hash.low;
  return isIt ? entryAt(chunk, row) : undefined;
}

/** The entries of several sorted parts in the order of their hashes, those in several of them once. */
export function* mergeRows(parts: readonly SortedChunks[]): Generator<DirectoryRow> {
  const sources = parts.map((part) => rowsInOrder(part));
  const next = sources.map((source) => source.next().value);
  for (;;) {
    let least: IdHash | undefined;
    let found: DirectoryRow | undefined;
    for (const row of next) {
      if (row && (least === undefined || row[0] < least)) [least, found] = [row[0], row];
    }
    if (!found) return;
    yield found;
    next.forEach((row, index) => {
      if (row?.[0] === least) next[index] = sources[index]?.next().value;
    });
  }
}
