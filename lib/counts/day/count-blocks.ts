import { BarometerError } from '../../model/barometer-error.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { type IdHash, shardOf } from '../../model/id-hash.ts';
import type { BlockHead, BlockStore, Columns } from '../block/block-store.ts';
import { type CellChunk, cellAt, decodeCells, encodeCells } from '../block/cell-columns.ts';
import { shardOfCell } from '../delta/delta.ts';
import type { DayCounts } from './day-counts.ts';

/** Version 1 of a chunk; a release reads its own version and the one before. */
interface CountChunk extends CellChunk {
  readonly count: readonly number[];
  /** Left out where the instant of no row is known. */
  readonly last?: readonly number[];
}

export function encodeCounts(counts: DayCounts): Columns {
  return {
    ...encodeCells(counts),
    count: [...counts.count],
    ...(counts.last && { last: [...counts.last] }),
  } satisfies CountChunk;
}

function isChunk(chunk: Columns): chunk is Columns & CountChunk {
  return chunk['v'] === 1;
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeCounts(day: Day, chunk: Columns): DayCounts {
  if (!isChunk(chunk)) {
    throw new BarometerError('unreadable', `count block of ${day}: unknown version ${chunk['v']}`);
  }
  return {
    day,
    ...decodeCells(chunk),
    count: Float64Array.from(chunk.count),
    ...(chunk.last && { last: Int32Array.from(chunk.last) }),
  };
}

const NAMESPACE = 'counts';

/** Heads of the count blocks of a range of days, both included. */
export function countHeads(blocks: BlockStore, from: Day, to: Day): Promise<readonly BlockHead[]> {
  return blocks.heads(NAMESPACE, from, to);
}

/**
 * Keeps the counts of a day as its count block, which covers everything up to a seal.
 *
 * @param parts in cell order, each of which makes a chunk
 */
export async function publishCounts(
  blocks: BlockStore,
  day: Day,
  parts: readonly DayCounts[],
  lastSeal: Hour,
): Promise<void> {
  // Encoded one by one as they are written: columns of numbers as JSON take five times the room.
  const chunks = (function* () {
    for (const part of parts) yield encodeCounts(part);
  })();
  const shards = parts.map((part) => (part.count.length > 0 ? shardOfCell(cellAt(part, 0)) : 0));
  await blocks.publish({ namespace: NAMESPACE, name: day }, lastSeal, chunks, { lastSeal, shards });
}

/** The whole day, or some of its chunks; a part a chunk. */
export async function readCountBlock(
  blocks: BlockStore,
  head: BlockHead,
  chunks?: readonly number[],
): Promise<DayCounts[]> {
  const read = await blocks.read(NAMESPACE, head, chunks);
  return read.map((chunk) => decodeCounts(head.name, chunk));
}

/** The chunks that may have rows of some shards, both included: one may span two chunks. */
function chunksWithShards(from: number, last: number, firstShards: readonly unknown[]): number[] {
  return [...firstShards.keys()].filter((chunk) => {
    const next = firstShards[chunk + 1];
    return Number(firstShards[chunk]) <= last && (next === undefined || Number(next) >= from);
  });
}

/** Only the chunks that may name some users: a large day has dozens, and a user stands in one. */
export async function readCountsForUsers(
  blocks: BlockStore,
  head: BlockHead,
  users: Iterable<IdHash>,
): Promise<DayCounts[]> {
  const { shards } = head.meta;
  if (!Array.isArray(shards)) return readCountBlock(blocks, head);
  const wanted = Array.from(users, shardOf).flatMap((of) => chunksWithShards(of, of, shards));
  const chunks = [...new Set(wanted)].sort((a, b) => a - b);
  return readCountBlock(blocks, head, chunks);
}

/** A day that is read a range of shards at a time, the lower shards first. */
export interface ShardedDayReader {
  /** Parts that have all rows of these shards, `to` not included, and few others. */
  within(from: number, to: number): Promise<readonly DayCounts[]>;
}

/** A count block by shards: each chunk is read once, though it may have rows of two ranges. */
export function createCountBlockReader(blocks: BlockStore, head: BlockHead): ShardedDayReader {
  const { shards } = head.meta;
  const all = [...Array(head.chunks).keys()];
  let cached = new Map<number, DayCounts>();
  const within = async (from: number, to: number): Promise<readonly DayCounts[]> => {
    const wanted = Array.isArray(shards) ? chunksWithShards(from, to - 1, shards) : all;
    const missing = wanted.filter((chunk) => !cached.has(chunk));
    const read = missing.length === 0 ? [] : await readCountBlock(blocks, head, missing);
    const parts = new Map(cached);
    for (const [index, part] of read.entries()) parts.set(missing[index] ?? 0, part);
    // Only the last one can have rows of the next range.
    cached = new Map(
      [...parts].filter(([chunk]) => !Array.isArray(shards) || chunk === wanted.at(-1)),
    );
    return wanted.flatMap((chunk) => parts.get(chunk) ?? []);
  };
  return { within };
}
