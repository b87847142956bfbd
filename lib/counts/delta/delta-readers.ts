import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { cutDelta } from './cut-delta.ts';
import type { Delta } from './delta.ts';
import type { SealStore } from './seal-store.ts';
import { createShardReader, type ShardReader } from './shard-reader.ts';

/** DynamoDB answers at most 1 MB at a time, which is three chunks; decoded they take 5 MB. */
const CHUNKS_PER_READ = 3;

interface SealedHour {
  readonly day: Day;
  readonly hour: Hour;
  readonly chunks: number;
}

/** Chunks by index: the first, and the one behind the last. */
type ChunkSpan = readonly [from: number, to: number];

async function chunkAt(seals: SealStore, { day, hour }: SealedHour, index: number) {
  return (await seals.readChunks(day, hour, index + 1, index)).at(0);
}

/** Where the chunks with set cells begin, which come last; `last` is the very last one. */
async function firstChunkWithSets(seals: SealStore, sealed: SealedHour, last: Delta | undefined) {
  if (!last || last.sets.length === 0) return sealed.chunks;
  let [from, to] = [0, sealed.chunks - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    const chunk = await chunkAt(seals, sealed, middle);
    if (chunk && chunk.sets.length > 0) to = middle;
    else from = middle + 1;
  }
  return to;
}

/** Chunks from one to another, the last of all left out, which is read before and given at its end. */
async function* readChunksBetween(
  seals: SealStore,
  { day, hour, chunks }: SealedHour,
  [from, to]: ChunkSpan,
  last: Delta | undefined,
): AsyncGenerator<Delta, undefined> {
  const end = Math.min(to, chunks - 1);
  for (let index = from; index < end; index += CHUNKS_PER_READ) {
    yield* await seals.readChunks(day, hour, Math.min(index + CHUNKS_PER_READ, end), index);
  }
  if (to === chunks && last) yield last;
}

/**
 * The delta of a sealed hour as readers to walk side by side: its cells, and its set cells where
 * it has some. It reads the last chunk first, which tells.
 */
export async function sealedDeltaReaders(seals: SealStore, sealed: SealedHour) {
  if (sealed.chunks === 0) return [];
  const last = await chunkAt(seals, sealed, sealed.chunks - 1);
  const sets = await firstChunkWithSets(seals, sealed, last);
  const spans: readonly ChunkSpan[] = [
    [0, sets],
    [sets, sealed.chunks],
  ];
  return spans
    .filter(([from, to]) => from < to)
    .map((span) => createShardReader(readChunksBetween(seals, sealed, span, last)));
}

async function* yieldEach(chunks: readonly Delta[]): AsyncGenerator<Delta, undefined> {
  yield* chunks;
}

/** Readers of a delta in memory. */
export function deltaReaders(delta: Delta): ShardReader[] {
  const chunks = cutDelta(delta);
  return [
    createShardReader(yieldEach(chunks.filter(({ cells }) => cells.length > 0))),
    createShardReader(yieldEach(chunks.filter(({ sets }) => sets.length > 0))),
  ];
}
