import type { Alert, StoredRuleState } from '../alert.ts';
import type { AlertStore } from '../alert-store.ts';
import type { AlertPublisher } from './alert-publisher.ts';

/** Rule states that are emptied at a time. */
const BATCH_SIZE = 100;

async function clearOutbox(
  store: AlertStore,
  { state, revision }: StoredRuleState,
  publishedIds: ReadonlySet<string>,
): Promise<void> {
  const outbox = state.outbox.filter((alert) => !publishedIds.has(alert.id));
  if (outbox.length < state.outbox.length) await store.putState({ ...state, outbox }, revision);
}

/** Publishes what goes out one by one; returns every id that has left, published or only listed. */
async function publishAlerts(
  publisher: AlertPublisher,
  alerts: readonly Alert[],
): Promise<ReadonlySet<string>> {
  const single = alerts.filter(({ told }) => told === undefined);
  const listed = alerts.filter(({ told }) => told !== undefined).map(({ id }) => id);
  const publishedIds = single.length === 0 ? [] : await publisher.publish(single);
  return new Set([...publishedIds, ...listed]);
}

/**
 * Publishes what waits in outboxes: each alert goes on the list first, then out, and leaves its
 * outbox only when every way out has taken it. What goes out together or in a digest only goes on
 * the list. A crash anywhere repeats an alert under its id and loses none. Returns how many left.
 */
export async function publishOutbox(store: AlertStore, publisher: AlertPublisher): Promise<number> {
  let published = 0;
  for (;;) {
    const pendingStates = await store.pending(BATCH_SIZE);
    const alerts = pendingStates.flatMap(({ state }) => state.outbox);
    if (alerts.length === 0) return published;
    for (const alert of alerts) await store.putAlert(alert);
    const publishedIds = await publishAlerts(publisher, alerts);
    for (const stored of pendingStates) await clearOutbox(store, stored, publishedIds);
    published += publishedIds.size;
    if (publishedIds.size < alerts.length || pendingStates.length < BATCH_SIZE) return published;
  }
}
