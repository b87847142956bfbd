import type { CounterBatch } from '../../counts/batch/counter-batch.ts';
import type { RefusedEvent } from '../../events/event.ts';
import { type Problem, problem } from '../../http/problem.ts';
import type { Dialect } from '../../http/wire/dialect.ts';
import type { HttpRequest, RouteResult } from '../server/route.ts';
import { type StoreServices, storeBatch } from './store-batch.ts';

/** What is left of a request when all its items are accepted or refused. */
export type CheckedRequest = Pick<
  CounterBatch,
  'receivedAt' | 'requestId' | 'source' | 'events' | 'counts' | 'refused'
>;

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
