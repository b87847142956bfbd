import type { Day } from '../model/day.ts';
import { partOf } from './count-parts.ts';
import { cellCutter } from './cut-cells.ts';
import type { CountCell, DayCounts } from './day-counts.ts';
import type { Delta } from './delta.ts';
import { type ShardRange, type ShardRun, walkShards } from './shard-run.ts';
import { undatedFingerprints, unite } from './unite.ts';

const isUndated = ({ cells }: Delta): boolean => cells.some(({ dated }) => !dated);

/** Reads what the day before has for a range of shards; ranges are asked for in order. */
function inStep(runs: () => Promise<readonly ShardRun[]>) {
  let walk: AsyncGenerator<ShardRange, undefined> | undefined;
  let ranges: readonly ShardRange[] = [];
  return async ({ from, to }: ShardRange): Promise<readonly Delta[]> => {
    walk ??= walkShards(await runs());
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
 * Unites a day a few shards at a time, as parts that make a chunk each: of three million users a
 * day has 4 million rows and 27 million fingerprints, which do not fit in memory together.
 *
 * @param eve the runs of the day before, begun only when some events have no timestamp: copies of
 *   those may have arrived on both sides of midnight
 */
export async function uniteDay(
  day: Day,
  runs: readonly ShardRun[],
  eve: () => Promise<readonly ShardRun[]>,
): Promise<DayCounts[]> {
  const parts: DayCounts[] = [];
  const cutter = cellCutter<CountCell>();
  const eveOf = inStep(eve);
  for await (const range of walkShards(runs)) {
    const undated = range.deltas.some(isUndated);
    const before = undated ? undatedFingerprints(await eveOf(range)) : undefined;
    for (const cell of unite(range.deltas, before)) {
      const group = cutter.add(cell);
      if (group) parts.push(partOf(day, group));
    }
  }
  const rest = cutter.rest();
  return rest.length > 0 ? [...parts, partOf(day, rest)] : parts;
}
