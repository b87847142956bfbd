import type { AlertStore } from '../../../alerts/alert-store.ts';
import { eraseFromAlert, type Redact } from '../../../alerts/publish/erase-from-alert.ts';
import { eraseFromDirectory } from '../../../counts/directory/erase-from-directory.ts';
import { createIdEraser } from '../../../counts/directory/id-eraser.ts';
import { canonicalJson } from '../../../model/canonical-json.ts';
import { hourOf, hoursInRange, MS_PER_HOUR } from '../../../model/hour.ts';
import type { HashId, IdHash } from '../../../model/id-hash.ts';
import type { Uses } from '../../services/services.ts';

export type TraceServices = Uses<
  'batches' | 'blocks' | 'profiles' | 'alerts' | 'documents' | 'hashing' | 'clock' | 'caches'
>;

/** Batches expire after ten days, and DynamoDB deletes what has expired within some days more. */
const BATCHES_LAST_MS = 14 * 24 * MS_PER_HOUR;

const ALERTS_AT_ONCE = 200;
/** More rule states with unpublished alerts than there can be in a day. */
const PENDING_AT_ONCE = 10_000;

async function eraseInBatches(
  { batches, clock }: TraceServices,
  erased: ReadonlySet<IdHash>,
  hashId: HashId,
): Promise<void> {
  const erase = createIdEraser(erased, hashId);
  const now = clock();
  const hours = hoursInRange(hourOf(now - BATCHES_LAST_MS), hourOf(now));
  for (const hour of await batches.busyHours(hours)) {
    for (const batch of await batches.readHour(hour)) {
      const after = erase(batch);
      if (after !== batch) await batches.replace(after);
    }
  }
}

async function eraseInAlerts(
  alerts: AlertStore,
  erased: ReadonlySet<IdHash>,
  redact: Redact,
): Promise<void> {
  for (const { state, revision } of await alerts.pending(PENDING_AT_ONCE)) {
    const others = state.outbox.filter(({ subject }) => !erased.has(subject));
    const outbox = others.map((alert) => eraseFromAlert(alert, erased, redact));
    // Lost to somebody who publishes them: the next pass sees what came of it.
    if (isDifferent(outbox, state.outbox)) await alerts.putState({ ...state, outbox }, revision);
  }
  let cursor: string | undefined;
  do {
    const page = await alerts.list(ALERTS_AT_ONCE, cursor);
    for (const alert of page.alerts) {
      const after = eraseFromAlert(alert, erased, redact);
      if (isDifferent(after, alert)) await alerts.replaceAlert(after);
    }
    cursor = page.next;
  } while (cursor !== undefined);
}

function isDifferent(after: unknown, before: unknown): boolean {
  return canonicalJson(after) !== canonicalJson(before);
}

/** On one machine deliveries that wait for their next attempt are documents. */
async function eraseInDeliveries({ documents }: TraceServices, redact: Redact): Promise<void> {
  const waiting = await documents.list<{ readonly payload: object }>('delivery');
  for (const { id, body, version } of waiting) {
    const after = { ...body, payload: redact(body.payload) };
    if (isDifferent(after, body)) await documents.put('delivery', id, after, version);
  }
}

/** Takes some people out of all that names them. Doing it again is harmless. */
export async function eraseTraces(
  services: TraceServices,
  erased: ReadonlySet<IdHash>,
  redact: Redact,
): Promise<void> {
  const { blocks, profiles, alerts, hashing, caches } = services;
  await eraseInBatches(services, erased, await hashing.idHasher());
  await eraseFromDirectory(blocks, caches.directory, erased);
  for (const hash of erased) await profiles.remove('user', hash);
  await eraseInAlerts(alerts, erased, redact);
  await eraseInDeliveries(services, redact);
}
