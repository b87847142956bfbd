import { type AcceptContext, acceptEvent } from './accept-event.ts';
import type { AcceptedEvent, PostedEvent, Refusal, RefusedEvent } from './event.ts';
import { isRefusal } from './refuse.ts';

/**
 * Accepts what can be accepted of one request, in its order: a bad event never takes a good one
 * with it.
 */
export function acceptEvents(
  posted: readonly (PostedEvent | Refusal)[],
  context: Omit<AcceptContext, 'repeats'>,
) {
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
