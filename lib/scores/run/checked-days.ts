import type { BlockStore } from '../../counts/block/block-store.ts';
import type { SealLog } from '../../counts/delta/seal-log.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { SnapshotHead } from '../snapshot/snapshots.ts';

const checkedNamespace = (model: string): string => `checked/${model}`;

/**
 * Notes that a reported day was computed again with all receipts before an hour, and came out as
 * it was: nothing is restated, but the day is not stale either. A head without chunks.
 */
export async function markChecked(
  blocks: BlockStore,
  model: string,
  asOf: Day,
  hour: Hour,
  generation: string,
): Promise<void> {
  await blocks.publish({ namespace: checkedNamespace(model), name: asOf }, generation, [], {
    hour,
  });
}

/** By day, the hour up to which it was computed without a change. */
export async function checkedHours(
  blocks: BlockStore,
  model: string,
  from: Day,
  to: Day,
): Promise<ReadonlyMap<Day, Hour>> {
  const heads = await blocks.heads(checkedNamespace(model), from, to);
  return new Map(heads.map((head) => [head.name, String(head.meta['hour'])]));
}

/**
 * Of some closed days the heads in force that later receipts touched: what they tell is no longer
 * what their counts say.
 *
 * @param firstDayFor the first day of counts that the scores of a day are made of
 */
export function staleHeads(
  heads: readonly SnapshotHead[],
  checked: ReadonlyMap<Day, Hour>,
  log: SealLog,
  firstDayFor: (asOf: Day) => Day,
): readonly SnapshotHead[] {
  const latest = new Map(heads.map((head) => [head.asOf, head]));
  return [...latest.values()].filter((head) => {
    const known = checked.get(head.asOf) ?? '';
    const [, since = head.hour] = [known, head.hour].sort();
    return log.touchedSince(since, firstDayFor(head.asOf), head.asOf);
  });
}
