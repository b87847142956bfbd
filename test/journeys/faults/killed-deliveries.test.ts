import { expect, it, vi } from 'vitest';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { webhookSecret } from '../../../lib/messaging/channels/webhook-signature.ts';
import { localAlertPublisher } from '../../../lib/messaging/local-alert-publisher.ts';
import type { DocumentStore } from '../../../lib/model/document-store.ts';
import { sampleAlerts } from '../../support/builders/sample-alert.ts';
import { type WebhookReceiver, webhookReceiver } from '../../support/servers/webhook-receiver.ts';
import { type Fate, faulty } from '../../support/stores/faulty.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';
import { ManualTimer } from '../../support/worlds/manual-timer.ts';

const ALERTS = sampleAlerts(3);

/** One life of the one-machine publisher over documents that outlive it. */
function life(documents: DocumentStore, fateOf: () => Fate) {
  return localAlertPublisher({
    documents: faulty(documents, fateOf),
    print: () => undefined,
    warn: () => undefined,
    now: Date.now,
    allowLoopback: true,
    timer: new ManualTimer().start,
    jitter: () => 0,
  });
}

const idsAt = ({ received }: WebhookReceiver) =>
  new Set(received.map(({ headers }) => headers['webhook-id']));

/** Lets a process die at a call to the store, and another take over; returns the calls made. */
async function killedAt(kill: number, last: Fate): Promise<number> {
  const receiver = await webhookReceiver((response) => response.writeHead(204).end());
  const { documents } = memoryStores();
  const { url } = receiver;
  const crm: Subscription = {
    id: 'crm',
    type: 'webhook',
    url,
    secret: webhookSecret(),
    enabled: true,
  };
  await documents.put('subscription', crm.id, crm, 0);
  let calls = 0;
  const dying = life(documents, () => {
    calls++;
    if (calls < kill) return 'works';
    return calls === kill ? last : 'fails before';
  });
  const taken = new Set(await dying.publish(ALERTS).catch(() => []));
  // Without a kill everything arrives; with one, whatever was under way comes to its end.
  if (kill === Number.POSITIVE_INFINITY) await receiver.hasReceived(ALERTS.length);
  await dying.stop();
  const next = life(documents, () => 'works');
  await next.resume();
  // What was not taken is still in its outbox, so it is published again.
  await next.publish(ALERTS.filter(({ id }) => !taken.has(id)));
  await vi.waitFor(() => expect(idsAt(receiver)).toEqual(new Set(ALERTS.map(({ id }) => id))));
  await vi.waitFor(async () => expect(await documents.list('delivery')).toEqual([]));
  await next.stop();
  await receiver.close();
  return calls;
}

it('a webhook gets every alert, whichever call to the store was the last of a process', async () => {
  const calls = await killedAt(Number.POSITIVE_INFINITY, 'works');
  expect(calls).toBeGreaterThan(ALERTS.length * 2);
  for (let kill = 1; kill <= calls; kill++) {
    await killedAt(kill, 'fails before');
    await killedAt(kill, 'dies after');
  }
});
