import { type AcceptContext, acceptEvent } from './accept-event.ts';
import type { AcceptedEvent, PostedEvent, Refusal, RefusedEvent } from './event.ts';
import { isRefusal } from './refuse.ts';

/** What came of the events of one request, each in the order of the request. */
export interface AcceptedRequest {
  readonly events: readonly AcceptedEvent[];
  readonly refused: readonly RefusedEvent[];
}

/** Accepts what can be accepted: a bad event never takes a good one with it. */
export function acceptEvents(
  posted: readonly (PostedEvent | Refusal)[],
  context: Omit<AcceptContext, 'repeats'>,
): AcceptedRequest {
  const events: AcceptedEvent[] = [];
  const refused: RefusedEvent[] = [];
  const withRepeats = { ...context, repeats: new Map<string, number>() };
  for (const [index, item] of posted.entries()) {
    const outcome = isRefusal(item) ? item : acceptEvent(item, index, withRepeats);
    if (isRefusal(outcome)) refused.push({ index, ...outcome });
    else events.push(outcome);
  }
  return { events, refused };
}
