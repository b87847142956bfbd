import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { awsAlertPublisher } from '../../../lib/messaging/aws-alert-publisher.ts';
import { memoryStores } from '../stores/memory-stores.ts';

export const bus = mockClient(EventBridgeClient);
export const topic = mockClient(SNSClient);
export const queue = mockClient(SQSClient);

const region = { region: 'eu-west-1' };
const clients = {
  eventBridge: new EventBridgeClient(region),
  sns: new SNSClient(region),
  sqs: new SQSClient(region),
};

export interface Named {
  readonly Id?: string | undefined;
}

/** Returns what SNS and SQS answer when they take all entries but those at these indexes. */
export function batchAnswer(
  entries: readonly Named[] | undefined,
  refused: readonly number[] = [],
) {
  const isRefused = ({ Id }: Named) => refused.includes(Number(Id));
  const named = entries ?? [];
  return {
    Successful: named.filter((each) => !isRefused(each)).map(({ Id }) => ({ Id, MessageId: 'm' })),
    Failed: named
      .filter(isRefused)
      .map(({ Id }) => ({ Id, Code: 'Throttled', SenderFault: false })),
  };
}

export function idsOf(alerts: readonly { readonly id: string }[]): string[] {
  return alerts.map(({ id }) => id);
}

/** The publisher over the mocked ways, with these subscriptions. */
export async function publisherFor(...subscriptions: Subscription[]) {
  const { documents } = memoryStores();
  for (const subscription of subscriptions) {
    await documents.put('subscription', subscription.id, subscription, 0);
  }
  const refusals: string[] = [];
  const warnings: object[] = [];
  const made = awsAlertPublisher({
    bus: 'barometer-test',
    topic: 'arn:aws:sns:eu-west-1:123456789012:alerts',
    digestTopic: 'arn:aws:sns:eu-west-1:123456789012:digests',
    queue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/webhooks',
    documents,
    warn: (_message, fields) => warnings.push(fields),
    clients,
    onRefused: (way, count, why) => refusals.push(`${way} ${count} ${why}`),
  });
  return { ...made, refusals, warnings };
}

export const webhook: Subscription = {
  id: 'crm',
  type: 'webhook',
  url: 'https://example.com/hook',
  enabled: true,
};
export const slack: Subscription = {
  id: 'team',
  type: 'slack',
  url: 'https://slack.com/x',
  enabled: true,
};

/** Makes every way take everything. */
export function resetWays(): void {
  bus.reset();
  topic.reset();
  queue.reset();
  bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
    Entries: Entries.map(() => ({ EventId: 'e' })),
  }));
  topic
    .on(PublishBatchCommand)
    .callsFake(({ PublishBatchRequestEntries }) => batchAnswer(PublishBatchRequestEntries));
  queue.on(SendMessageBatchCommand).callsFake(({ Entries }) => batchAnswer(Entries));
}
