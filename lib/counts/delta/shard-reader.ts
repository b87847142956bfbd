import { SHARDS } from '../../model/id-hash.ts';
import type { CellKey } from '../block/cell-columns.ts';
import { type Delta, shardOfCell } from './delta.ts';

/** The cells, or the set cells, of one hour in cell order, taken from their chunks a shard at a time. */
export interface ShardReader {
  /** Reads on until all of a shard is here; returns the first shard that may not be. */
  readPast(shard: number): Promise<number>;
  /** Takes away what is here of the shards below one. */
  takeBelow(shard: number): Delta[];
}

function lastShard({ cells, sets }: Delta): number {
  return Math.max(0, ...[...cells.slice(-1), ...sets.slice(-1)].map(shardOfCell));
}

/** How many stand below a shard, of cells in cell order. */
function countBelow(cells: readonly CellKey[], shard: number): number {
  let [from, to] = [0, cells.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const cell = cells[middle];
    if (cell && shardOfCell(cell) < shard) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What is below a shard, and the rest. */
function splitAt(chunk: Delta, shard: number): readonly [Delta, Delta] {
  const [cells, sets] = [countBelow(chunk.cells, shard), countBelow(chunk.sets, shard)];
  return [
    { ...chunk, cells: chunk.cells.slice(0, cells), sets: chunk.sets.slice(0, sets) },
    { ...chunk, cells: chunk.cells.slice(cells), sets: chunk.sets.slice(sets) },
  ];
}

const hasAny = ({ cells, sets }: Delta): boolean => cells.length > 0 || sets.length > 0;

/** A reader of chunks that come in cell order. */
export function createShardReader(chunks: AsyncIterator<Delta, undefined>): ShardReader {
  let held: readonly Delta[] = [];
  let complete = 0;
  const readPast = async (shard: number): Promise<number> => {
    while (complete <= shard) {
      const { value: chunk } = await chunks.next();
      if (chunk) held = [...held, chunk];
      complete = chunk ? lastShard(chunk) : SHARDS;
    }
    return complete;
  };
  const takeBelow = (shard: number): Delta[] => {
    const cut = held.map((chunk) => splitAt(chunk, shard));
    held = cut.map(([, rest]) => rest).filter(hasAny);
    return cut.map(([below]) => below).filter(hasAny);
  };
  return { readPast, takeBelow };
}

/** All that some hours brought for a range of shards. */
export interface ShardRange {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly deltas: readonly Delta[];
}

/** Walks readers side by side, a few shards at a time, with a chunk or two of each in memory. */
export async function* walkShards(
  readers: readonly ShardReader[],
): AsyncGenerator<ShardRange, undefined> {
  for (let from = 0; from < SHARDS; ) {
    const first = from;
    const complete = await Promise.all(readers.map((reader) => reader.readPast(first)));
    const to = Math.min(SHARDS, ...complete);
    yield { from, to, deltas: readers.flatMap((reader) => reader.takeBelow(to)) };
    from = to;
  }
}
