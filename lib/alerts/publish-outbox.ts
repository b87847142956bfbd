import type { StoredRuleState } from './alert.ts';
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

/**
 * Publishes what waits in outboxes: each alert goes on the list first, then out, and leaves its
 * outbox only when every way out has taken it. A crash anywhere repeats an alert under its id and
 * loses none. Answers how many left.
 */
export async function publishOutbox(store: AlertStore, publisher: AlertPublisher): Promise<number> {
  let published = 0;
  for (;;) {
    const waiting = await store.pending(AT_ONCE);
    const alerts = waiting.flatMap(({ state }) => state.outbox);
    if (alerts.length === 0) return published;
    for (const alert of alerts) await store.putAlert(alert);
    const taken = new Set(await publisher.publish(alerts));
    for (const stored of waiting) await clear(store, stored, taken);
    published += taken.size;
    if (taken.size < alerts.length || waiting.length < AT_ONCE) return published;
  }
}
