import { acceptCount, type UncheckedCount } from '../../counts/batch/accept-count.ts';
import type { CounterBatch, PostedCount } from '../../counts/batch/counter-batch.ts';
import { acceptEvents } from '../../events/accept-events.ts';
import type { AcceptedEvent, PostedEvent, Refusal, RefusedEvent } from '../../events/event.ts';
import { isRefusal, refuse } from '../../events/refuse.ts';
import type { PostedItems } from '../../http/wire/dialect.ts';
import { MAX_EVENT_NAMES } from '../services/event-name-limit.ts';
import type { Uses } from '../services/services.ts';

/** What is left of a request when all its items are accepted or refused. */
export type CheckedRequest = Pick<
  CounterBatch,
  'receivedAt' | 'requestId' | 'source' | 'events' | 'counts' | 'refused'
>;

type Origin = Pick<CheckedRequest, 'requestId' | 'source'>;
type AcceptServices = Uses<
  'clock' | 'eventNameLimit' | 'hashing' | 'modelReferences' | 'settings' | 'suppressions'
>;

/** What every batch says of its request. The receipt is stamped here, before the put. */
function stamp({ clock }: AcceptServices, origin: Origin) {
  return { receivedAt: clock(), ...origin };
}

async function acceptPosted(
  services: AcceptServices,
  items: readonly (PostedEvent | Refusal)[],
  origin: Origin,
): Promise<CheckedRequest> {
  const { settings, hashing } = services;
  const keptTraits = await services.modelReferences.traits();
  const isSuppressed = await services.suppressions.predicate();
  const stamped = stamp(services, origin);
  const accepted = acceptEvents(items, {
    ...stamped,
    keptTraits,
    isSuppressed,
    retentionDays: settings.retentionDays,
    fingerprint: hashing.fingerprint,
  });
  return { ...stamped, ...accepted, counts: [] };
}

async function acceptCounts(
  services: AcceptServices,
  items: readonly (UncheckedCount | Refusal)[],
  origin: Origin,
): Promise<CheckedRequest> {
  const isSuppressed = await services.suppressions.predicate();
  const stamped = stamp(services, origin);
  const receipt = { ...stamped, retentionDays: services.settings.retentionDays };
  const counts: PostedCount[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = isRefusal(item) ? item : acceptCount(item, index, receipt, isSuppressed);
    if (isRefusal(outcome)) refused.push({ index, ...outcome });
    else counts.push(outcome);
  }
  return { ...stamped, events: [], counts, refused };
}

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
async function capEventNames(
  services: AcceptServices,
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

/**
 * Accepts or refuses each item of a request, also by the limit of event names. Throws what the
 * store of documents throws.
 */
export async function acceptItems(
  services: AcceptServices,
  posted: PostedItems,
  origin: Origin,
): Promise<CheckedRequest> {
  const checked =
    posted.kind === 'events'
      ? await acceptPosted(services, posted.items, origin)
      : await acceptCounts(services, posted.items, origin);
  return capEventNames(services, checked);
}
