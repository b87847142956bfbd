import type { Stores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { BarometerError } from '../../lib/model/barometer-error.ts';
import { MS_PER_DAY } from '../../lib/model/day.ts';
import type { DocumentStore } from '../../lib/model/document-store.ts';
import type { StoredTimes } from './local-clock.ts';

/**
 * An instant that every receipt stored so far precedes. It is written ahead of the clock, so that a
 * start-up finds the last receipt by it even when the clock had been set far from the machine's.
 */
interface Horizon {
  readonly until: number;
}

const KIND = 'setting';
const ID = 'clock';

/** Written this far ahead and again when half of it has passed: one write in half an hour. */
const AHEAD_MS = 60 * 60_000;

/** Says before the clock gets there that receipts up to an hour from `now` may come. */
export async function raiseHorizon(documents: DocumentStore, now: number): Promise<void> {
  const stored = await documents.get<Horizon>(KIND, ID);
  if (stored && stored.body.until - now > AHEAD_MS / 2) return;
  const horizon: Horizon = { until: now + AHEAD_MS };
  if (await documents.put(KIND, ID, horizon, stored?.version ?? 0)) return;
  throw new BarometerError('conflict', 'another process is writing to the same store');
}

/** Undefined before the first start. */
export async function readHorizon(documents: DocumentStore): Promise<number | undefined> {
  return (await documents.get<Horizon>(KIND, ID))?.body.until;
}

/**
 * The last receipt and seal in the store. Receipts are looked for a day back from the horizon; where
 * there is none in that day, all are older, and its beginning stands for the last.
 */
export async function storedTimes({
  documents,
  batches,
  seals,
}: Pick<Stores, 'documents' | 'batches' | 'seals'>): Promise<StoredTimes> {
  const sealedThrough = await seals.sealedThrough();
  const horizon = await readHorizon(documents);
  if (horizon === undefined) return { sealedThrough };
  const [last] = await batches.latest(horizon, 1);
  return { lastReceipt: last?.receivedAt ?? horizon - MS_PER_DAY, sealedThrough };
}
