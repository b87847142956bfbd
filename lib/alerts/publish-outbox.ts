import type { Alert, StoredRuleState } from './alert.ts';
import type { AlertPublisher } from './alert-publisher.ts';
import type { AlertStore } from './alert-store.ts';

/** So many rule states are emptied at a time. */
const AT_ONCE = 100;

async function clear(
  store: AlertStore,
  { state, revision }: StoredRuleState,
  taken: ReadonlySet<string>,
): Promise<void> {
  const outbox = state.outbox.filter((alert) => !taken.has(alert.id));
  if (outbox.length < state.outbox.length) await store.putState({ ...state, outbox }, revision);
}

/** Tells what is to be told one by one; answers every id that has left, told or only listed. */
async function sendOut(
  publisher: AlertPublisher,
  alerts: readonly Alert[],
): Promise<ReadonlySet<string>> {
  const single = alerts.filter(({ told }) => told === undefined);
  const listed = alerts.filter(({ told }) => told !== undefined).map(({ id }) => id);
  const taken = single.length === 0 ? [] : await publisher.publish(single);
  return new Set([...taken, ...listed]);
}

/**
 * Publishes what waits in outboxes: each alert goes on the list first, then out, and leaves its
 * outbox only when every way out has taken it. What is told together or in a digest only goes on
 * the list. A crash anywhere repeats an alert under its id and loses none. Answers how many left.
 */
export async function publishOutbox(store: AlertStore, publisher: AlertPublisher): Promise<number> {
  let published = 0;
  for (;;) {
    const waiting = await store.pending(AT_ONCE);
    const alerts = waiting.flatMap(({ state }) => state.outbox);
    if (alerts.length === 0) return published;
    for (const alert of alerts) await store.putAlert(alert);
    const left = await sendOut(publisher, alerts);
    for (const stored of waiting) await clear(store, stored, left);
    published += left.size;
    if (left.size < alerts.length || waiting.length < AT_ONCE) return published;
  }
}
