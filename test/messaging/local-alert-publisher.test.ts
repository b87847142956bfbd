import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { alertPayload } from '../../lib/alerts/message/alert-event.ts';
import type { Subscription } from '../../lib/alerts/subscription.ts';
import { webhookSecret } from '../../lib/messaging/channels/webhook-signature.ts';
import {
  type LocalPublisherOptions,
  localAlertPublisher,
} from '../../lib/messaging/local-alert-publisher.ts';
import type { DocumentStore } from '../../lib/model/document-store.ts';
import { sampleAlert, sampleAlerts } from '../support/builders/sample-alert.ts';
import { webhookReceiver } from '../support/servers/webhook-receiver.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';
import { ManualTimer } from '../support/worlds/manual-timer.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...answer: Parameters<typeof webhookReceiver>) {
  const made = await webhookReceiver(...answer);
  closing.push(made.close);
  return made;
}

async function storeOf(...subscriptions: Subscription[]) {
  const { documents } = memoryStores();
  for (const each of subscriptions) await documents.put('subscription', each.id, each, 0);
  return documents;
}

function publisherOn(documents: DocumentStore, given: Partial<LocalPublisherOptions> = {}) {
  const lines: string[] = [];
  const timer = new ManualTimer();
  const made = localAlertPublisher({
    documents,
    print: (line) => lines.push(line),
    warn: () => undefined,
    now: Date.now,
    allowLoopback: true,
    timer: timer.start,
    jitter: () => 0,
    ...given,
  });
  closing.push(made.stop);
  return { ...made, lines, timer };
}

const secret = webhookSecret();
const webhookTo = (url: string, id = 'crm'): Subscription => ({
  id,
  type: 'webhook',
  url,
  secret,
  enabled: true,
});

describe('the console', () => {
  const line = '2026-03-01 high score.decreased: Acme Inc fell from 80 to 52 [score-drop]';

  it('the console shows every alert while no console subscription exists', async () => {
    const { publish, lines } = publisherOn(await storeOf());
    expect(await publish([sampleAlert()])).toEqual([sampleAlert().id]);
    expect(lines).toEqual([line]);
  });

  it('the console shows what its subscriptions want, once', async () => {
    const console: Subscription = {
      id: 'a',
      type: 'console',
      kinds: ['score.decreased'],
      enabled: true,
    };
    const { publish, lines } = publisherOn(await storeOf(console, { ...console, id: 'b' }));
    await publish([sampleAlert(), sampleAlert({ kind: 'score.increased' })]);
    expect(lines).toEqual([line]);
  });

  it('the console is silent when its only subscription is off', async () => {
    const { publish, lines } = publisherOn(
      await storeOf({ id: 'a', type: 'console', enabled: false }),
    );
    await publish([sampleAlert()]);
    expect(lines).toEqual([]);
  });
});

describe('a webhook on one machine', () => {
  it('a webhook on one machine arrives signed', async () => {
    const { url, received, hasReceived } = await receiver((response) => response.end());
    const { publish } = publisherOn(await storeOf(webhookTo(url)));
    expect(await publish([sampleAlert()])).toEqual([sampleAlert().id]);
    await hasReceived(1);
    const [{ body, headers } = { body: '', headers: {} }] = received;
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toEqual(alertPayload(sampleAlert()));
  });

  it('a webhook on one machine is tried again by the schedule under the same id', async () => {
    const { url, received, hasReceived } = await receiver((response, count) =>
      response.writeHead(count < 3 ? 500 : 200).end(),
    );
    const documents = await storeOf(webhookTo(url));
    const { publish, timer } = publisherOn(documents);
    await publish([sampleAlert()]);
    expect(await timer.next()).toBeGreaterThan(4_000);
    expect(await timer.next()).toBeGreaterThan(299_000);
    await hasReceived(3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await expect.poll(() => documents.list('delivery')).toEqual([]);
  });

  it('a webhook on one machine waits in the store, so that the next process makes the next attempt', async () => {
    const { url, received, hasReceived } = await receiver((response, count) =>
      response.writeHead(count === 1 ? 503 : 200).end(),
    );
    const documents = await storeOf(webhookTo(url));
    const first = publisherOn(documents);
    await first.publish([sampleAlert()]);
    await first.timer.hasWaiting();
    await first.stop();
    const second = publisherOn(documents);
    await second.resume();
    await second.timer.next();
    await hasReceived(2);
    expect(received[1]?.body).toBe(received[0]?.body);
    await expect.poll(() => documents.list('delivery')).toEqual([]);
  });

  it('a webhook that is published again while it waits is not doubled', async () => {
    const { url, received } = await receiver((response) => response.writeHead(500).end());
    const { publish, timer } = publisherOn(await storeOf(webhookTo(url)));
    await publish([sampleAlert()]);
    await timer.hasWaiting();
    expect(await publish([sampleAlert()])).toEqual([sampleAlert().id]);
    expect(received).toHaveLength(1);
  });

  it('a webhook that stop breaks off stays in the store as it was', async () => {
    const { url, hasReceived } = await receiver(() => undefined);
    const documents = await storeOf(webhookTo(url));
    const { publish, stop } = publisherOn(documents);
    await publish([sampleAlert()]);
    await hasReceived(1);
    await stop();
    expect(await documents.list('delivery')).toMatchObject([{ body: { attempt: 1 } }]);
  });

  it('a webhook on one machine is given up after ten attempts, with a line that says so', async () => {
    const { url, received, hasReceived } = await receiver((response) =>
      response.writeHead(500).end(),
    );
    const documents = await storeOf(webhookTo(url));
    const { publish, timer, lines } = publisherOn(documents);
    await publish([sampleAlert()]);
    for (let attempt = 2; attempt <= 10; attempt += 1) await timer.next();
    await hasReceived(10);
    await expect.poll(() => documents.list('delivery')).toEqual([]);
    expect(received).toHaveLength(10);
    expect(lines.at(-1)).toBe(
      'webhook crm: given up after ten attempts: the receiver answered 500',
    );
  });
});

describe('many deliveries', () => {
  it('many deliveries do not wait for a receiver that does not answer', async () => {
    const dead = await receiver(() => undefined);
    const alive = await receiver((response) => response.end());
    const { publish } = publisherOn(
      await storeOf(webhookTo(dead.url, 'a-dead'), webhookTo(alive.url, 'b-alive')),
    );
    await publish(sampleAlerts(30));
    await alive.hasReceived(30);
    expect(dead.received.length).toBeLessThanOrEqual(4);
  });

  it('deliveries beyond the bound leave their alerts unpublished, and tell nobody', async () => {
    const { url } = await receiver(() => undefined);
    const { publish, lines } = publisherOn(await storeOf(webhookTo(url)), { maxWaiting: 25 });
    const alerts = sampleAlerts(40);
    expect(await publish(alerts)).toEqual(alerts.slice(0, 20).map(({ id }) => id));
    expect(await publish(alerts.slice(20))).toEqual([]);
    expect(lines).toHaveLength(20);
  });

  it('many deliveries to Slack go together', async () => {
    const { url, received, hasReceived } = await receiver((response) => response.end('ok'));
    let now = Date.now();
    const documents = await storeOf({ id: 'team', type: 'slack', url, enabled: true });
    const made = publisherOn(documents, { now: () => now });
    await made.publish(sampleAlerts(25)).then(() => made.timer.hasWaiting());
    now += 1_000;
    await made.timer.next();
    await hasReceived(2);
    expect(received.map(({ body }) => JSON.parse(body).text)).toEqual(['20 alerts', '5 alerts']);
  });
});
