import type { Day } from '../../model/day.ts';
import { type Hour, hourOf, hoursInRange } from '../../model/hour.ts';
import type { HashId, IdHash } from '../../model/id-hash.ts';
import type { BatchStore } from '../batch/batch-store.ts';
import { idsInBatches } from '../directory/directory.ts';
import type { DirectoryEntry } from '../directory/directory-columns.ts';
import type { Delta } from './delta.ts';
import { foldHour } from './fold-hour.ts';

/** What was received in hours that are not sealed yet. */
export interface OpenHours {
  readonly deltas: ReadonlyMap<Day, readonly Delta[]>;
  /** Every id they name. */
  readonly ids: ReadonlyMap<IdHash, DirectoryEntry>;
}

/**
 * Folds hour by hour, and lets go of the events of each: a million take 500 MB, and after an outage
 * a day of hours may be waiting. Reads are consistent.
 */
export async function readOpenHours(
  batches: BatchStore,
  hashId: HashId,
  first: Hour,
  now: number,
): Promise<OpenHours> {
  const deltas = new Map<Day, Delta[]>();
  const ids = new Map<IdHash, DirectoryEntry>();
  for (const hour of hoursInRange(first, hourOf(now))) {
    const received = await batches.readHour(hour);
    for (const delta of foldHour(hour, received, hashId)) {
      deltas.set(delta.day, [...(deltas.get(delta.day) ?? []), delta]);
    }
    for (const [hash, entry] of idsInBatches(received, hashId)) ids.set(hash, entry);
  }
  return { deltas, ids };
}
