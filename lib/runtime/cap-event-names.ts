import type { PostedCount } from '../counts/counter-batch.ts';
import type { AcceptedEvent } from '../events/event.ts';
import { refuse } from '../events/refusal.ts';
import { MAX_EVENT_NAMES } from './event-names.ts';
import type { Outcome } from './ingest-answer.ts';
import type { IngestServices } from './services.ts';

const REFUSAL = refuse(
  'too_many_event_names',
  `this source has brought ${MAX_EVENT_NAMES} event names this month: put what varies into ` +
    'properties, or name the event in a scoring model',
);

/** `identify`, `group` and `alias` are no tracked events and bring no names. */
function isTracked(item: AcceptedEvent | PostedCount): boolean {
  return !('kind' in item) || item.kind === 'track';
}

/** Refuses the events, and the daily sums, of names for which their source has no place left. */
export async function capEventNames(services: IngestServices, outcome: Outcome): Promise<Outcome> {
  const { source, receivedAt, events, counts, refused } = outcome;
  const all = [...events, ...counts];
  const names = new Set(all.filter(isTracked).map(({ event }) => event));
  const excess = await services.eventNames.refused(source, names, receivedAt);
  if (excess.size === 0) return outcome;
  const isOver = (item: AcceptedEvent | PostedCount) => isTracked(item) && excess.has(item.event);
  const over = all.filter(isOver).map(({ index }) => ({ index, ...REFUSAL }));
  return {
    ...outcome,
    events: events.filter((event) => !isOver(event)),
    counts: counts.filter((count) => !isOver(count)),
    refused: [...refused, ...over].sort((a, b) => a.index - b.index),
  };
}
