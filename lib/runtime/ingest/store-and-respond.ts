import type { CounterBatch } from '../../counts/batch/counter-batch.ts';
import type { RefusedEvent } from '../../events/event.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Dialect } from '../../http/wire/dialect.ts';
import { hourOf } from '../../model/hour.ts';
import type { HttpRequest, RouteResult } from '../server/route.ts';
import { errorFields } from '../services/log.ts';
import type { Uses } from '../services/services.ts';
import type { CheckedRequest } from './accept-items.ts';

/**
 * An hour closes five minutes after its end. A put that took longer than this may have come
 * after its hour was folded, so it is not acknowledged and the client sends it again.
 */
const MAX_PUT_MS = 30_000;

const UNAVAILABLE = problem('unavailable', 'the events could not be stored, send them again');

function isEmpty({ events, counts, refused }: CounterBatch): boolean {
  return events.length + counts.length + refused.length === 0;
}

type StoreServices = Uses<'batches' | 'clock' | 'metrics' | 'log' | 'onStored'>;

function notifyStored({ onStored, log }: StoreServices, batch: CounterBatch): void {
  try {
    onStored?.(batch);
  } catch (error) {
    log.error('what follows a stored batch failed', errorFields(error));
  }
}

/** Stores a batch by one put. Returns undefined once it is stored or when it is empty. */
async function storeBatch(
  services: StoreServices,
  content: CheckedRequest,
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

/** `?strict=1`: one refusal refuses everything. */
function strictRejection(refused: readonly RefusedEvent[]): Problem {
  const fault = problem('rejected', `events refused: ${refused.length}`);
  return { ...fault, body: { ...fault.body, rejected: refused } };
}

/** Stores what was accepted and returns the dialect's answer, or a problem: refused, unavailable. */
export async function storeAndRespond(
  services: StoreServices,
  request: HttpRequest,
  checked: CheckedRequest,
  answer: Dialect['answer'],
): Promise<RouteResult | Problem> {
  const { events, counts, refused } = checked;
  const isStrict = ['1', 'true'].includes(request.query.get('strict') ?? '');
  if (isStrict && refused.length > 0) return strictRejection(refused);
  const fault = await storeBatch(services, checked);
  if (fault) return fault;
  services.metrics({
    EventsAccepted: events.length + counts.length,
    EventsRefused: refused.length,
  });
  return { status: 200, body: answer(refused) };
}
