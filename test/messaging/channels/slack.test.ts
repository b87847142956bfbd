import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createDeliver } from '../../../functions/deliver.ts';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { isReservationValid, reserveSendTime } from '../../../lib/messaging/channels/slack.ts';
import { type Delivery, planDeliveries } from '../../../lib/messaging/delivery.ts';
import { LocalDeliveryQueue } from '../../../lib/messaging/local-delivery-queue.ts';
import type { DeliveryRequest, SendResult } from '../../../lib/messaging/send-webhook.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import { sampleAlerts } from '../../support/builders/sample-alert.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const NOW = Date.parse('2026-03-02T00:10:00Z');
const SLACK = 'https://hooks.slack.com/services/T/B/x';

const slack = (id: string, url = SLACK): Subscription => ({
  id,
  type: 'slack',
  url,
  enabled: true,
});

/** What was posted where and when, by a clock that moves only when all work is done. */
async function worldWith(...subscriptions: Subscription[]) {
  const { documents } = memoryStores();
  for (const each of subscriptions) await documents.put('subscription', each.id, each, 0);
  const time = { now: NOW };
  const posts: { readonly url: string; readonly at: number; readonly text: string }[] = [];
  const send = async ({ url, body }: DeliveryRequest): Promise<SendResult> => {
    posts.push({ url, at: time.now - NOW, text: JSON.parse(body).text });
    return { outcome: 'delivered', status: 200 };
  };
  const timesOf = (url: string) => posts.filter((post) => post.url === url).map(({ at }) => at);
  return { documents, time, posts, timesOf, send, now: () => time.now, jitter: () => 0 };
}

function plan(alerts: number, ...subscriptions: Subscription[]): readonly Delivery[] {
  return planDeliveries(sampleAlerts(alerts), subscriptions).map(({ delivery }) => delivery);
}

/** The worker as SQS runs it: batches of five, messages held back as they ask for. */
async function workOff(world: Awaited<ReturnType<typeof worldWith>>, all: readonly Delivery[]) {
  let waiting = all.map((delivery) => ({ delivery, at: NOW }));
  const deliver = createDeliver({
    ...world,
    queue: {
      postpone: async (delivery, now) => {
        const seconds = Math.ceil(((delivery.notBefore ?? now) - now) / 1_000);
        waiting.push({ delivery, at: now + seconds * 1_000 });
      },
      deadLetter: () => Promise.reject(new Error('given up')),
    },
    log: createLog(() => undefined, world.now),
    metrics: () => undefined,
  });
  while (waiting.length > 0) {
    world.time.now = Math.min(...waiting.map(({ at }) => at));
    const due = waiting.filter(({ at }) => at <= world.time.now).slice(0, 5);
    waiting = waiting.filter((each) => !due.includes(each));
    const Records = due.map(({ delivery }, at) => ({
      messageId: `m${at}`,
      body: JSON.stringify(delivery),
    })) as SQSRecord[];
    expect(await deliver({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
  }
}

describe('Slack by the delivery worker', () => {
  it('the delivery worker gives Slack twenty alerts a message and one message a second', async () => {
    const world = await worldWith(slack('team'));
    await workOff(world, plan(145, slack('team')));
    const seconds = [0, 1, 2, 3, 4, 5, 6, 7].map((second) => second * 1_000);
    expect(world.timesOf(SLACK)).toEqual(seconds);
    const texts = world.posts.map(({ text }) => text).sort();
    expect(texts).toEqual([...Array.from({ length: 7 }, () => '20 alerts'), '5 alerts']);
  });

  it('the delivery worker counts a Slack address once, however many subscriptions lead there', async () => {
    const other = `${SLACK}y`;
    const all = [slack('a'), slack('b'), slack('c', other)];
    const world = await worldWith(...all);
    await workOff(world, plan(40, ...all));
    expect(world.timesOf(SLACK)).toEqual([0, 1_000, 2_000, 3_000]);
    expect(world.timesOf(other)).toEqual([0, 1_000]);
  });
});

describe('Slack by the queue of one machine', () => {
  it('the queue of one machine gives Slack one message a second', async () => {
    const world = await worldWith(slack('team'));
    const timers: { readonly at: number; readonly call: () => void }[] = [];
    const timer = (milliseconds: number, call: () => void) => {
      timers.push({ at: world.time.now + milliseconds, call });
      return { stop: () => undefined };
    };
    const queue = new LocalDeliveryQueue(world.documents, world, { timer, print: () => undefined });
    for (const delivery of plan(100, slack('team'))) await queue.add(delivery);
    for (let sent = 1; sent <= 5; sent += 1) {
      await expect.poll(() => world.posts.length + timers.length).toBe(5);
      await expect.poll(() => world.posts.length).toBe(sent);
      timers.sort((a, b) => a.at - b.at);
      const next = timers.shift();
      world.time.now = next?.at ?? world.time.now;
      next?.call();
    }
    expect(world.timesOf(SLACK)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    await expect.poll(() => world.documents.list('delivery')).toEqual([]);
    await queue.stop();
  });
});

describe('reserving a time to send', () => {
  it('a reserved Slack slot is nobody else’s, however many ask at once', async () => {
    const { documents } = memoryStores();
    const asked = Array.from({ length: 8 }, () => reserveSendTime(documents, SLACK, NOW));
    const places = (await Promise.all(asked)).filter((place) => place !== undefined);
    expect(new Set(places).size).toBe(places.length);
    expect(places.length).toBeGreaterThan(0);
  });

  it('a reserved Slack slot is lost to those who come five seconds late, and not valid before its time', () => {
    expect(isReservationValid(NOW, NOW)).toBe(true);
    expect(isReservationValid(NOW, NOW + 4_999)).toBe(true);
    expect(isReservationValid(NOW, NOW + 5_000)).toBe(false);
    expect(isReservationValid(NOW, NOW - 1)).toBe(false);
    expect(isReservationValid(undefined, NOW)).toBe(false);
  });

  it('a reserved Slack slot never shows the address in the store', async () => {
    const { documents } = memoryStores();
    await reserveSendTime(documents, SLACK, NOW);
    expect(JSON.stringify(await documents.list('setting'))).not.toContain('slack.com');
  });
});
