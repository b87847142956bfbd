import type { SealLog } from '../../counts/delta/seal-log.ts';
import type { CountSources } from '../../counts/open-counts.ts';
import { addDays, type Day, dayOf, laterDay } from '../../model/day.ts';
import type { ModelVersion, ScoringModel } from '../../model/scoring-model.ts';
import { historyDays } from '../aggregate/aggregate-plan.ts';
import { requiredEvents } from '../conditions/required-events.ts';
import { closedHeads, type SnapshotHead } from '../snapshot/snapshots.ts';
import { checkedHours, staleHeads } from './checked-days.ts';

/** What tells whether a closed day was touched. */
export interface StaleHeadSources {
  readonly counts: CountSources;
  readonly retentionDays: number;
}

/** True when old days matter too: activation and undated conditions count from the start. */
function needsAllDays(model: ScoringModel): boolean {
  return requiredEvents(model, 'account').size + requiredEvents(model, 'user').size > 0;
}

/** The first day of counts that a model needs for a day, none older than what is kept. */
export function firstDayNeeded(
  model: ModelVersion,
  request: { readonly asOf: Day; readonly now: number },
  retentionDays: number,
): Day {
  const oldest = addDays(dayOf(request.now), 1 - retentionDays);
  if (needsAllDays(model.model)) return oldest;
  return laterDay(oldest, addDays(request.asOf, 1 - historyDays(model.model)));
}

/** The heads of a span of days that receipts touched since they were computed. */
export async function staleHeadsBetween(
  sources: StaleHeadSources,
  model: ModelVersion,
  now: number,
  log: SealLog,
  first: Day,
  last: Day,
): Promise<readonly SnapshotHead[]> {
  const { blocks } = sources.counts;
  const { id } = model.model;
  const [heads, checked] = await Promise.all([
    closedHeads(blocks, id, first, last),
    checkedHours(blocks, id, first, last),
  ]);
  return staleHeads(heads, checked, log, (asOf) =>
    firstDayNeeded(model, { asOf, now }, sources.retentionDays),
  );
}
