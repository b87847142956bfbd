import type { Day } from '../../model/day.ts';
import { createCellChunker } from '../block/cut-cells.ts';
import type { Delta } from '../delta/delta.ts';
import { type ShardRange, type ShardReader, walkShards } from '../delta/shard-reader.ts';
import { type CountCell, type DayCounts, dayPartOf } from './day-counts.ts';
import { undatedFingerprints, unionDeltas } from './union-deltas.ts';

const isUndated = ({ cells }: Delta): boolean => cells.some(({ dated }) => !dated);

/** Reads what the day before has for a range of shards; ranges come in order. */
function createAlignedReader(readers: () => Promise<readonly ShardReader[]>) {
  let walk: AsyncGenerator<ShardRange, undefined> | undefined;
  let ranges: readonly ShardRange[] = [];
  return async ({ from, to }: ShardRange): Promise<readonly Delta[]> => {
    walk ??= walkShards(await readers());
    // The two days are not cut at the same shards: a range may be needed more than once.
    while ((ranges.at(-1)?.to ?? 0) < to) {
      const { value: next } = await walk.next();
      if (!next) break;
      ranges = [...ranges, next].filter((range) => range.to > from);
    }
    return ranges.flatMap(({ deltas }) => deltas);
  };
}

/**
 * Merges a day a few shards at a time, as parts that make a chunk each: of three million users a
 * day has 4 million rows and 27 million fingerprints, which do not fit in memory together.
 *
 * @param previousDay the readers of the day before, begun only when some events have no timestamp: copies of
 *   those may have arrived on both sides of midnight
 */
export async function mergeDay(
  day: Day,
  readers: readonly ShardReader[],
  previousDay: () => Promise<readonly ShardReader[]>,
): Promise<DayCounts[]> {
  const parts: DayCounts[] = [];
  const chunker = createCellChunker<CountCell>();
  const previousDeltas = createAlignedReader(previousDay);
  for await (const range of walkShards(readers)) {
    const undated = range.deltas.some(isUndated);
    const seenBefore = undated ? undatedFingerprints(await previousDeltas(range)) : undefined;
    for (const cell of unionDeltas(range.deltas, seenBefore)) {
      const group = chunker.add(cell);
      if (group) parts.push(dayPartOf(day, group));
    }
  }
  const rest = chunker.rest();
  return rest.length > 0 ? [...parts, dayPartOf(day, rest)] : parts;
}
