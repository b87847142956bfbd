import type { BlockStore } from '../../counts/block/block-store.ts';
import { addDays, type Day, dayNumber, dayOf } from '../../model/day.ts';
import { modelConditions } from '../../model/model-conditions.ts';
import type { ModelVersion, ScoringModel } from '../../model/scoring-model.ts';
import { MEMBERSHIP_DAYS } from '../aggregate/membership.ts';
import { REFERENCE_WEEKS } from '../formulas/suspect-events.ts';
import { recentClosedHead } from '../snapshot/snapshots.ts';

const DAYS_PER_WEEK = 7;

/** Returns the most days that a condition of a model looks back; what has no such number takes what there is. */
function lookBack(model: ScoringModel): number {
  const days = modelConditions(model).map((each) => ('event' in each ? (each.days ?? 0) : 0));
  return Math.max(0, ...days);
}

/**
 * Returns how many days of counts, up to a day, its scores are made of: the windows and those before,
 * who was a member at the end of either, how far conditions look back from there, and the weeks that
 * show which events are usual.
 */
export function daysNeeded(model: ScoringModel): number {
  const window = Math.max(...model.windows);
  const before = Math.max(window, MEMBERSHIP_DAYS, lookBack(model));
  return Math.max(window + before, REFERENCE_WEEKS * DAYS_PER_WEEK + 1);
}

/** Where the last closed days are found, and how long counts are kept. */
interface KeptDays {
  readonly blocks: BlockStore;
  readonly retentionDays: number;
}

/** Returns the first day of counts that is kept. */
export function oldestKeptDay(
  { retentionDays }: Pick<KeptDays, 'retentionDays'>,
  now: number,
): Day {
  return addDays(dayOf(now), 1 - retentionDays);
}

/**
 * Returns the first day whose scores can be computed. While nothing was ever dropped that is the first
 * day that is kept; afterwards a day is refused whose windows would be cut off: its scores would look
 * right and be too low.
 */
export async function firstComputableDay(
  kept: KeptDays,
  models: readonly ModelVersion[],
  now: number,
): Promise<Day> {
  const oldest = oldestKeptDay(kept, now);
  const last = ({ model }: ModelVersion) => recentClosedHead(kept.blocks, model.id, dayOf(now));
  const closed = (await Promise.all(models.map(last))).flatMap((head) => head ?? []);
  // A head from before the first day of data was kept may be of any age.
  const wasDropped = closed.some(({ firstDay = 0 }) => firstDay < dayNumber(oldest));
  if (!wasDropped) return oldest;
  const needed = Math.max(...models.map(({ model }) => daysNeeded(model)));
  return addDays(oldest, needed - 1);
}
