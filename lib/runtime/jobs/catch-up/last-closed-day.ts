import type { Day } from '../../../model/day.ts';
import { lastClosedHead } from '../../../scores/snapshot/snapshots.ts';
import type { Uses } from '../../services/services.ts';

/**
 * The document `setting/closed`: the last day whose closing came to its end, its rules and all. Only
 * restating earlier days may be left: hourly runs go on with that.
 */
interface ClosedDaySetting {
  readonly day: Day;
}

type ClosedDayStores = Uses<'documents' | 'blocks'>;

/** Says that a day is closed, so that the next closing goes on after it. */
export async function recordClosedDay({ documents }: ClosedDayStores, day: Day): Promise<void> {
  const stored = await documents.get<ClosedDaySetting>('setting', 'closed');
  if (stored && stored.body.day >= day) return;
  // Lost to another closing: it noted the same day.
  await documents.put<ClosedDaySetting>('setting', 'closed', { day }, stored?.version ?? 0);
}

/**
 * The last day that was closed to its end. A day whose closing died halfway has a snapshot, and
 * yet rules that did not look at it.
 */
export async function lastClosedDay({
  documents,
  blocks,
}: ClosedDayStores): Promise<Day | undefined> {
  const closed = await documents.get<ClosedDaySetting>('setting', 'closed');
  return closed?.body.day ?? (await lastClosedHead(blocks, 'default'))?.asOf;
}
