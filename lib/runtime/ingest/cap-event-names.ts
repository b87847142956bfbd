import type { PostedCount } from '../../counts/batch/counter-batch.ts';
import type { AcceptedEvent } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { MAX_EVENT_NAMES } from '../services/event-name-limit.ts';
import type { IngestServices } from '../services/services.ts';
import type { CheckedRequest } from './store-and-respond.ts';

const REFUSAL = refuse(
  'too_many_event_names',
  `this source has brought ${MAX_EVENT_NAMES} event names this month: put what varies into ` +
    'properties, or name the event in a scoring model',
);

/** `identify`, `group` and `alias` are no tracked events and bring no names. */
function isTracked(item: AcceptedEvent | PostedCount): boolean {
  return !('kind' in item) || item.kind === 'track';
}

/** Refuses the events and daily counts whose names are over the limit of their source. */
export async function capEventNames(
  services: Pick<IngestServices, 'eventNameLimit'>,
  checked: CheckedRequest,
): Promise<CheckedRequest> {
  const { source, receivedAt, events, counts, refused } = checked;
  const all = [...events, ...counts];
  const names = new Set(all.filter(isTracked).map(({ event }) => event));
  const excess = await services.eventNameLimit.namesOverLimit(source, names, receivedAt);
  if (excess.size === 0) return checked;
  const isOverLimit = (item: AcceptedEvent | PostedCount) =>
    isTracked(item) && excess.has(item.event);
  const capped = all.filter(isOverLimit).map(({ index }) => ({ index, ...REFUSAL }));
  return {
    ...checked,
    events: events.filter((event) => !isOverLimit(event)),
    counts: counts.filter((count) => !isOverLimit(count)),
    refused: [...refused, ...capped].sort((a, b) => a.index - b.index),
  };
}
