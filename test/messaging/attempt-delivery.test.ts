import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../lib/alerts/subscription.ts';
import { attemptDelivery } from '../../lib/messaging/attempt-delivery.ts';
import { webhookSecret } from '../../lib/messaging/channels/webhook-signature.ts';
import { type Delivery, planDeliveries, readDelivery } from '../../lib/messaging/delivery.ts';
import type { DeliveryRequest, SendResult } from '../../lib/messaging/send-webhook.ts';
import { sampleAlert } from '../support/builders/sample-alert.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';

const secret = webhookSecret();
const subscription: Subscription = {
  id: 'crm',
  type: 'webhook',
  url: 'https://example.com/hook',
  enabled: true,
  secret,
};
const delivery: Delivery = {
  id: 'a1',
  subscriptionId: 'crm',
  payload: { type: 'score.decreased' },
  attempt: 1,
};
const DOWN: SendResult = { outcome: 'failed', why: 'the receiver answered 500', status: 500 };

async function attempt(
  sent: SendResult,
  given: {
    readonly delivery?: Delivery;
    readonly stored?: Subscription;
    readonly at?: number;
  } = {},
) {
  const { documents } = memoryStores();
  await documents.put('subscription', 'crm', given.stored ?? subscription, 0);
  const posted: DeliveryRequest[] = [];
  const send = async (posting: DeliveryRequest) => {
    posted.push(posting);
    return sent;
  };
  const tools = { documents, send, now: () => given.at ?? 1_000, jitter: () => 0 };
  const attempted = await attemptDelivery(given.delivery ?? delivery, tools);
  return { attempted, posted, documents };
}

describe('an attempt', () => {
  it('an attempt to deliver posts the payload to where the subscription says', async () => {
    const { attempted, posted } = await attempt({ outcome: 'delivered', status: 200 });
    expect(attempted).toEqual({ outcome: 'delivered' });
    expect(posted[0]).toMatchObject({
      url: 'https://example.com/hook',
      body: '{"type":"score.decreased"}',
    });
  });

  it('an attempt to deliver that is repeated is signed with the same id and a new time', async () => {
    const at = Date.now();
    const first = await attempt(DOWN, { at: at - 3_600_000 });
    const again = await attempt(DOWN, { at, delivery: { ...delivery, attempt: 2 } });
    const [before, after] = [first, again].map(({ posted }) => posted[0]?.headers ?? {});
    expect(after?.['webhook-id']).toBe(before?.['webhook-id']);
    expect(after?.['webhook-timestamp']).not.toBe(before?.['webhook-timestamp']);
    const body = again.posted[0]?.body ?? '';
    expect(new Webhook(secret).verify(body, after ?? {})).toEqual(delivery.payload);
  });

  it('an attempt to deliver is signed by the previous secret too while receivers change over', async () => {
    const previousSecret = webhookSecret();
    const { posted } = await attempt(DOWN, {
      at: Date.now(),
      stored: { ...subscription, previousSecret },
    });
    const [{ headers, body } = { headers: {}, body: '' }] = posted;
    for (const each of [secret, previousSecret]) {
      expect(new Webhook(each).verify(body, headers)).toEqual(delivery.payload);
    }
  });

  it('an attempt to deliver is signed by the new secret alone once the change is over', async () => {
    const at = Date.now();
    const previousUntil = new Date(at).toISOString();
    const stored = { ...subscription, previousSecret: webhookSecret(), previousUntil };
    const signatures = async (when: number) => {
      const { posted } = await attempt(DOWN, { at: when, stored });
      return posted[0]?.headers['webhook-signature']?.split(' ').length;
    };
    expect(await signatures(at - 1)).toBe(2);
    expect(await signatures(at)).toBe(1);
  });

  it('an attempt to deliver without a usable secret is not made, and is made once the secret is mended', async () => {
    const { secret: _secret, ...unsigned } = subscription;
    for (const stored of [unsigned, { ...subscription, secret: 'whsec_short' }]) {
      const { attempted, posted } = await attempt(DOWN, { stored });
      expect(posted).toEqual([]);
      expect(attempted).toMatchObject({
        outcome: 'again',
        why: 'the subscription has no secret to sign by',
      });
    }
  });

  it('an attempt to deliver to Slack has no signature, as the address is the secret', async () => {
    const stored: Subscription = { id: 'crm', type: 'slack', url: 'https://a.b/', enabled: true };
    const { posted } = await attempt({ outcome: 'delivered', status: 200 }, { stored });
    expect(posted[0]?.headers).toEqual({});
  });
});

describe('a failed attempt', () => {
  it('after a failed attempt to deliver, the next one waits as the schedule says', async () => {
    const { attempted } = await attempt(DOWN, { delivery: { ...delivery, attempt: 2 } });
    expect(attempted).toEqual({
      outcome: 'again',
      why: 'the receiver answered 500',
      next: { ...delivery, attempt: 3, notBefore: 301_000 },
    });
  });

  it("after a failed attempt to deliver, the next one waits as long as the receiver's Retry-After", async () => {
    const { attempted } = await attempt({ ...DOWN, retryAfterMs: 60_000 });
    expect(attempted).toMatchObject({ next: { attempt: 2, notBefore: 61_000 } });
  });

  it('after the tenth failed attempt to deliver there is no eleventh', async () => {
    const { attempted } = await attempt(DOWN, { delivery: { ...delivery, attempt: 10 } });
    expect(attempted).toEqual({ outcome: 'given_up', why: 'the receiver answered 500' });
  });

  it('an attempt to deliver that is answered with 410 switches the subscription off and keeps the rest of it', async () => {
    const { attempted, documents } = await attempt({ outcome: 'gone', status: 410 });
    expect(attempted).toEqual({ outcome: 'dropped', why: 'the receiver answered 410' });
    const stored = await documents.get<Subscription>('subscription', 'crm');
    expect(stored?.body).toEqual({ ...subscription, enabled: false });
  });
});

describe('a delivery', () => {
  it('a delivery to a subscription that is off or gone is dropped without a post', async () => {
    const off = await attempt(DOWN, { stored: { ...subscription, enabled: false } });
    expect(off.attempted.outcome).toBe('dropped');
    const gone = await attempt(DOWN, { delivery: { ...delivery, subscriptionId: 'nobody' } });
    expect(gone.attempted.outcome).toBe('dropped');
    expect([...off.posted, ...gone.posted]).toEqual([]);
  });

  it('a delivery is read from the queue as it was written', () => {
    const [planned] = planDeliveries([sampleAlert({ text: 'a\u0085\uffff' })], [subscription]);
    const later = { ...planned?.delivery, attempt: 3, notBefore: 5 };
    expect(readDelivery(JSON.stringify(later))).toEqual(later);
  });

  it.each(['', 'null', '7', '[]', '{}', '{"id":"a","subscriptionId":"b","payload":null}'])(
    'a delivery cannot be read from %o',
    (text) => {
      expect(() => readDelivery(text)).toThrow('a queued delivery');
    },
  );
});
