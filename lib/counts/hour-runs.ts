import type { Day } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import { cutChunks } from './cut-chunks.ts';
import type { Delta } from './delta.ts';
import type { SealStore } from './seal-store.ts';
import { type ShardRun, shardRun } from './shard-run.ts';

/** DynamoDB answers at most 1 MB at a time, which is three chunks; decoded they take 5 MB. */
const CHUNKS_A_READ = 3;

/** The delta of one sealed hour, as its marker says. */
interface SealedHour {
  readonly day: Day;
  readonly hour: Hour;
  readonly chunks: number;
}

async function chunkAt(seals: SealStore, { day, hour }: SealedHour, at: number) {
  return (await seals.readChunks(day, hour, at + 1, at)).at(0);
}

/** Where the chunks with set cells begin, which come last; `last` is the very last one. */
async function firstWithSets(
  seals: SealStore,
  sealed: SealedHour,
  last: Delta | undefined,
): Promise<number> {
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
async function* readOn(
  seals: SealStore,
  { day, hour, chunks }: SealedHour,
  from: number,
  to: number,
  last: Delta | undefined,
): AsyncGenerator<Delta, undefined> {
  const end = Math.min(to, chunks - 1);
  for (let at = from; at < end; at += CHUNKS_A_READ) {
    yield* await seals.readChunks(day, hour, Math.min(at + CHUNKS_A_READ, end), at);
  }
  if (to === chunks && last) yield last;
}

/**
 * The delta of a sealed hour as runs that begin side by side: its cells, and its set cells where
 * it has some. It reads the last chunk first, which tells.
 */
export async function sealedRuns(seals: SealStore, sealed: SealedHour): Promise<ShardRun[]> {
  if (sealed.chunks === 0) return [];
  const last = await chunkAt(seals, sealed, sealed.chunks - 1);
  const sets = await firstWithSets(seals, sealed, last);
  const spans = [[0, sets] as const, [sets, sealed.chunks] as const];
  return spans
    .filter(([from, to]) => from < to)
    .map(([from, to]) => shardRun(readOn(seals, sealed, from, to, last)));
}

async function* eachOf(chunks: readonly Delta[]): AsyncGenerator<Delta, undefined> {
  yield* chunks;
}

/** A delta in memory as runs. */
export function deltaRuns(delta: Delta): ShardRun[] {
  const chunks = cutChunks(delta);
  return [
    shardRun(eachOf(chunks.filter(({ cells }) => cells.length > 0))),
    shardRun(eachOf(chunks.filter(({ sets }) => sets.length > 0))),
  ];
}
