import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { type IdHash, shardOf } from '../../model/id-hash.ts';
import type { BlockHead, BlockStore } from '../block/block-store.ts';
import { shardOfCell } from '../delta/delta.ts';
import { decodeCounts, encodeCounts } from './count-columns.ts';
import { type DayCounts, eachCell } from './day-counts.ts';

const NAMESPACE = 'counts';

/** Heads of the count blocks of a range of days, both included. */
export function countHeads(blocks: BlockStore, from: Day, to: Day): Promise<readonly BlockHead[]> {
  return blocks.heads(NAMESPACE, from, to);
}

function firstShard(part: DayCounts): number {
  const [first] = eachCell(part);
  return first ? shardOfCell(first) : 0;
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
  const shards = parts.map(firstShard);
  await blocks.publish({ namespace: NAMESPACE, name: day }, lastSeal, chunks, { lastSeal, shards });
}

/** The whole day, a part a chunk. */
export async function readCountBlock(blocks: BlockStore, head: BlockHead): Promise<DayCounts[]> {
  return (await blocks.read(NAMESPACE, head)).map((chunk) => decodeCounts(head.name, chunk));
}

/** The chunks that may have rows of a shard: a shard may end one chunk and begin the next. */
function chunksWithShard(shard: number, firstShards: readonly unknown[]): number[] {
  return [...firstShards.keys()].filter((chunk) => {
    const next = firstShards[chunk + 1];
    return Number(firstShards[chunk]) <= shard && (next === undefined || Number(next) >= shard);
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
  const chunks = new Set(
    Array.from(users, (user) => chunksWithShard(shardOf(user), shards)).flat(),
  );
  const read = await blocks.read(
    NAMESPACE,
    head,
    [...chunks].sort((a, b) => a - b),
  );
  return read.map((chunk) => decodeCounts(head.name, chunk));
}

/** A day that is read a range of shards at a time, the lower shards first. */
export interface ShardedDayReader {
  /** Parts that have all rows of these shards, `to` not included, and few others. */
  within(from: number, to: number): Promise<readonly DayCounts[]>;
}

/** The chunks that may have rows of some shards, `to` not included. */
function chunksWithin(from: number, to: number, firstShards: readonly unknown[]): number[] {
  return [...firstShards.keys()].filter((chunk) => {
    const next = firstShards[chunk + 1];
    return Number(firstShards[chunk]) < to && (next === undefined || Number(next) >= from);
  });
}

/** A count block by shards: each chunk is read once, though it may have rows of two ranges. */
export function createCountBlockReader(blocks: BlockStore, head: BlockHead): ShardedDayReader {
  const { shards } = head.meta;
  const all = Array.from({ length: head.chunks }, (_, chunk) => chunk);
  let cached = new Map<number, DayCounts>();
  const within = async (from: number, to: number): Promise<readonly DayCounts[]> => {
    const wanted = Array.isArray(shards) ? chunksWithin(from, to, shards) : all;
    const missing = wanted.filter((chunk) => !cached.has(chunk));
    const read = missing.length === 0 ? [] : await blocks.read(NAMESPACE, head, missing);
    const fresh = read.map(
      (chunk, index) => [missing[index] ?? 0, decodeCounts(head.name, chunk)] as const,
    );
    const parts = new Map([...cached, ...fresh]);
    // Only the last one can have rows of the next range.
    cached = new Map(
      [...parts].filter(([chunk]) => !Array.isArray(shards) || chunk === wanted.at(-1)),
    );
    return wanted.flatMap((chunk) => parts.get(chunk) ?? []);
  };
  return { within };
}
