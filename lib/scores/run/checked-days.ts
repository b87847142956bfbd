import type { BlockStore } from '../../counts/block/block-store.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { DayScores } from '../snapshot/day-scores.ts';

const checkedNamespace = (model: string): string => `checked/${model}`;

/**
 * Records that a reported day was computed again with all receipts before an hour, and came out as
 * it was: nothing is restated, but the day is not stale either. A head without chunks.
 */
export async function markChecked(
  blocks: BlockStore,
  { model, asOf }: Pick<DayScores, 'model' | 'asOf'>,
  { hour, generation }: { readonly hour: Hour; readonly generation: string },
): Promise<void> {
  const key = { namespace: checkedNamespace(model), name: asOf };
  await blocks.publish(key, generation, [], { hour });
}

/** Returns by day the hour up to which it was computed without a change. */
export async function checkedHours(
  blocks: BlockStore,
  model: string,
  from: Day,
  to: Day,
): Promise<ReadonlyMap<Day, Hour>> {
  const heads = await blocks.heads(checkedNamespace(model), from, to);
  return new Map(heads.map((head) => [head.name, String(head.meta['hour'])]));
}
