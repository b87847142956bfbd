import type { CounterBatch } from '../../counts/batch/counter-batch.ts';
import { type Problem, problem } from '../../http/problem.ts';
import { hourOf } from '../../model/hour.ts';
import { errorFields } from '../services/log.ts';
import type { IngestServices } from '../services/services.ts';

/**
 * An hour closes five minutes after its end. A put that took longer than this may have come
 * after its hour was folded, so it is not acknowledged and the client sends it again.
 */
const MAX_PUT_MS = 30_000;

const UNAVAILABLE = problem('unavailable', 'the events could not be stored, send them again');

function isEmpty({ events, counts, refused }: CounterBatch): boolean {
  return events.length + counts.length + refused.length === 0;
}

export type StoreServices = Pick<
  IngestServices,
  'batches' | 'clock' | 'metrics' | 'log' | 'onStored'
>;

function notifyStored({ onStored, log }: StoreServices, batch: CounterBatch): void {
  try {
    onStored?.(batch);
  } catch (error) {
    log.error('what follows a stored batch failed', errorFields(error));
  }
}

/** Stores a batch by one put. Returns undefined once it is stored or when it is empty. */
export async function storeBatch(
  services: StoreServices,
  content: Omit<CounterBatch, 'hour' | 'part'>,
): Promise<Problem | undefined> {
  const batch = { ...content, hour: hourOf(content.receivedAt), part: 0 };
  if (isEmpty(batch)) return undefined;
  try {
    await services.batches.put(batch);
  } catch (error) {
    services.metrics({ StoreFailures: 1 });
    services.log.error('a batch was not stored', errorFields(error));
    return UNAVAILABLE;
  }
  notifyStored(services, batch);
  return services.clock() - batch.receivedAt > MAX_PUT_MS ? UNAVAILABLE : undefined;
}
