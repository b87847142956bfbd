import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDeliver } from '../../../functions/deliver.ts';
import { alertPayload } from '../../../lib/alerts/message/alert-event.ts';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { webhookSecret } from '../../../lib/messaging/channels/webhook-signature.ts';
import type { Delivery } from '../../../lib/messaging/delivery.ts';
import type { DeliveryRequest, SendResult } from '../../../lib/messaging/send-webhook.ts';
import { workerQueue } from '../../../lib/messaging/webhook-queue.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import type { MetricValues } from '../../../lib/runtime/services/metrics.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const NOW = Date.parse('2026-03-02T00:10:00Z');
const HOUR = 3_600_000;
const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks';
const DEAD = 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead';
const OK: SendResult = { outcome: 'delivered', status: 200 };
const DOWN: SendResult = { outcome: 'failed', why: 'the receiver answered 500', status: 500 };

const sqs = mockClient(SQSClient);
beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({ MessageId: 'm' });
});

const subscription: Subscription = {
  id: 'crm',
  type: 'webhook',
  url: 'https://example.com/hook',
  secret: webhookSecret(),
  enabled: true,
};

function delivery(given: Partial<Delivery> = {}): Delivery {
  const payload = alertPayload(sampleAlert());
  return { id: sampleAlert().id, subscriptionId: 'crm', payload, attempt: 1, ...given };
}

function eventOf(...bodies: readonly (Delivery | string)[]): SQSEvent {
  const records = bodies.map((body, at) => ({
    messageId: `m${at}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  return { Records: records as SQSRecord[] };
}

async function worker(send: (posting: DeliveryRequest) => Promise<SendResult>) {
  const { documents } = memoryStores();
  await documents.put('subscription', 'crm', subscription, 0);
  const lines: string[] = [];
  const metrics: MetricValues[] = [];
  const services = {
    documents,
    send,
    now: () => NOW,
    jitter: () => 0,
    queue: workerQueue(new SQSClient({ region: 'eu-west-1' }), { queue: QUEUE, deadLetters: DEAD }),
    log: createLog(
      (line) => lines.push(line),
      () => NOW,
    ),
    metrics: (values: MetricValues) => metrics.push(values),
  };
  return { deliver: createDeliver(services), services, lines, metrics };
}

function sentBack() {
  return sqs.commandCalls(SendMessageCommand).map(({ args }) => {
    const { QueueUrl, MessageBody = '', DelaySeconds, MessageAttributes } = args[0].input;
    const why = MessageAttributes?.['why']?.StringValue;
    return { QueueUrl, DelaySeconds, why, delivery: JSON.parse(MessageBody) };
  });
}

describe('the delivery worker', () => {
  it('the delivery worker delivers and leaves nothing in the queue', async () => {
    const posted: DeliveryRequest[] = [];
    const { deliver } = await worker(async (posting) => {
      posted.push(posting);
      return OK;
    });
    expect(await deliver(eventOf(delivery()))).toEqual({ batchItemFailures: [] });
    expect(JSON.parse(posted[0]?.body ?? '')).toEqual(alertPayload(sampleAlert()));
    expect(sentBack()).toEqual([]);
  });

  it('the delivery worker puts a failed delivery back until its next attempt', async () => {
    const { deliver } = await worker(async () => DOWN);
    expect(await deliver(eventOf(delivery({ attempt: 2 })))).toEqual({ batchItemFailures: [] });
    const next = delivery({ attempt: 3, notBefore: NOW + 300_000 });
    expect(sentBack()).toEqual([
      { QueueUrl: QUEUE, DelaySeconds: 300, why: undefined, delivery: next },
    ]);
  });

  it('the delivery worker waits for hours in steps of the 15 minutes that SQS allows', async () => {
    const { deliver } = await worker(async () => DOWN);
    await deliver(eventOf(delivery({ attempt: 9 })));
    const [back] = sentBack();
    expect(back).toMatchObject({ DelaySeconds: 900 });
    expect(back?.delivery).toEqual(delivery({ attempt: 10, notBefore: NOW + 24 * HOUR }));
  });

  it('the delivery worker makes no attempt before its time, and does not count one', async () => {
    const { deliver } = await worker(() => Promise.reject(new Error('posted too early')));
    const early = [
      delivery({ attempt: 4, notBefore: NOW + HOUR }),
      delivery({ attempt: 4, notBefore: NOW + 1 }),
    ];
    expect(await deliver(eventOf(...early))).toEqual({ batchItemFailures: [] });
    expect(sentBack()).toMatchObject([
      { DelaySeconds: 900, delivery: early[0] },
      { DelaySeconds: 1, delivery: early[1] },
    ]);
  });

  it('the delivery worker lays a delivery with the dead letters after ten attempts, with the reason', async () => {
    const { deliver, metrics } = await worker(async () => DOWN);
    expect(await deliver(eventOf(delivery({ attempt: 10 })))).toEqual({ batchItemFailures: [] });
    expect(sentBack()).toMatchObject([
      { QueueUrl: DEAD, why: 'the receiver answered 500', delivery: delivery({ attempt: 10 }) },
    ]);
    expect(metrics).toEqual([{ DeliveriesFailed: 1 }]);
  });
});

describe('the delivery worker, when something is wrong,', () => {
  it('the delivery worker switches a subscription off that answers 410', async () => {
    const { deliver, services } = await worker(async () => ({ outcome: 'gone', status: 410 }));
    expect(await deliver(eventOf(delivery()))).toEqual({ batchItemFailures: [] });
    const stored = await services.documents.get<Subscription>('subscription', 'crm');
    expect(stored?.body.enabled).toBe(false);
    expect(sentBack()).toEqual([]);
  });

  it('the delivery worker reports what it cannot read and handles the others', async () => {
    const { deliver } = await worker(async () => OK);
    const answer = await deliver(eventOf(delivery(), 'no json', delivery(), '{}'));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }]);
  });

  it('the delivery worker reports a delivery that it could not put back, so that SQS shows it again', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('the queue does not answer'));
    const { deliver } = await worker(async () => DOWN);
    const answer = await deliver(eventOf(delivery()));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
  });

  it('the delivery worker reports every delivery while the store does not answer, and posts nothing', async () => {
    const { services } = await worker(() => Promise.reject(new Error('posted')));
    const documents = {
      get: () => Promise.reject(new Error('the store does not answer')),
      put: () => Promise.reject(new Error('the store does not answer')),
    };
    const answer = await createDeliver({ ...services, documents })(eventOf(delivery(), delivery()));
    expect(answer.batchItemFailures).toHaveLength(2);
  });

  it('the delivery worker logs no address, no secret and nothing of the alert', async () => {
    const { deliver, lines } = await worker(async () => DOWN);
    await deliver(eventOf(delivery(), 'no json'));
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toMatch(/whsec_|example\.com|Acme/);
  });
});
