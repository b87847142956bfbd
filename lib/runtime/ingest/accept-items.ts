import { acceptCount, type UncheckedCount } from '../../counts/batch/accept-count.ts';
import type { PostedCount } from '../../counts/batch/counter-batch.ts';
import { acceptEvents } from '../../events/accept-events.ts';
import type { PostedEvent, Refusal, RefusedEvent } from '../../events/event.ts';
import { isRefusal } from '../../events/refuse.ts';
import type { PostedItems } from '../../http/wire/dialect.ts';
import type { IngestServices } from '../services/services.ts';
import type { CheckedRequest } from './store-and-respond.ts';

type Origin = Pick<CheckedRequest, 'requestId' | 'source'>;
type AcceptServices = Pick<
  IngestServices,
  'clock' | 'hashing' | 'modelReferences' | 'settings' | 'suppressions'
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

/** Accepts or refuses each item of a request. Throws what the store of documents throws. */
export function acceptItems(
  services: AcceptServices,
  posted: PostedItems,
  origin: Origin,
): Promise<CheckedRequest> {
  return posted.kind === 'events'
    ? acceptPosted(services, posted.items, origin)
    : acceptCounts(services, posted.items, origin);
}
