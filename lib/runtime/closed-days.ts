import type { Day } from '../model/day.ts';
import { lastClosedHead } from '../scores/snapshots.ts';
import type { ApiServices } from './services.ts';

/**
 * The document `setting/closed`: the last day whose closing came to its end, its rules and all. Only
 * restating earlier days may be left: hourly runs go on with that.
 */
interface Closed {
  readonly day: Day;
}

type Stores = Pick<ApiServices, 'documents' | 'blocks'>;

/** Says that a day is closed, so that the next closing goes on after it. */
export async function noteClosed({ documents }: Stores, day: Day): Promise<void> {
  const stored = await documents.get<Closed>('setting', 'closed');
  if (stored && stored.body.day >= day) return;
  // Lost to another closing: it noted the same day.
  await documents.put<Closed>('setting', 'closed', { day }, stored?.version ?? 0);
}

/**
 * The last day that was closed to its end. A day whose closing died halfway has a snapshot, and
 * yet rules that did not look at it.
 */
export async function lastClosedDay({ documents, blocks }: Stores): Promise<Day | undefined> {
  const closed = await documents.get<Closed>('setting', 'closed');
  return closed?.body.day ?? (await lastClosedHead(blocks, 'default'))?.asOf;
}
