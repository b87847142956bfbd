import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Alert } from '../alerts/alert.ts';
import type { AlertPublisher } from '../alerts/publish/alert-publisher.ts';
import type { DocumentStore } from '../model/document-store.ts';
import { CHANNELS } from './channels/channels.ts';
import { planDeliveries, planDigest } from './delivery.ts';
import { announceOnBus, eventBridgePublisher } from './event-bridge-publisher.ts';
import { readKnownSubscriptions, type Warn } from './read-known-subscriptions.ts';
import { type BatchResult, sendInBatches } from './send-in-batches.ts';
import { snsDigestSender, snsPublisher } from './sns-publisher.ts';
import { webhookQueue } from './webhook-queue.ts';

export interface AwsClients {
  readonly eventBridge: EventBridgeClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

export type TargetName = 'bus' | 'queue' | 'topic' | 'digests';

/** Where alerts go: the bus by its name, topics by their ARNs, the queue by its URL. */
export interface AwsPublisherOptions {
  readonly bus: string;
  readonly topic: string;
  readonly digestTopic: string;
  readonly queue: string;
  readonly documents: DocumentStore;
  /** Told of subscriptions that are left out. */
  readonly warn: Warn;
  /** @default clients by the environment */
  readonly clients?: AwsClients;
  /** Told of entries that a way refused, and the first reason. */
  readonly onRefused?: (way: TargetName, count: number, why: string) => void;
}

/**
 * The ways out in the cloud. An alert goes on only by what took it before, and people come last:
 * one that the bus or the queue refuses is tried again later without a second email.
 */
export function awsAlertPublisher(options: AwsPublisherOptions): AlertPublisher {
  const { documents, warn, onRefused = () => undefined } = options;
  const clients = options.clients ?? {
    eventBridge: new EventBridgeClient(),
    sns: new SNSClient(),
    sqs: new SQSClient(),
  };
  const bus = eventBridgePublisher(clients.eventBridge, options.bus);
  const queue = webhookQueue(clients.sqs, options.queue);
  const topic = snsPublisher(clients.sns, options.topic);
  const emailDigest = snsDigestSender(clients.sns, options.digestTopic);
  const acceptedOf = <Item>(name: TargetName, { accepted: taken, refused }: BatchResult<Item>) => {
    const [first] = refused;
    if (first) onRefused(name, refused.length, first.why);
    return taken;
  };
  const isTaken = (sending: Promise<void>) =>
    sending.then(
      () => true,
      (error: unknown) => {
        onRefused('digests', 1, error instanceof Error ? error.name : 'not an Error');
        return false;
      },
    );
  return {
    announce: (event) => announceOnBus(clients.eventBridge, options.bus, event),
    async sendDigest(digest, subscription) {
      if (CHANNELS[subscription.type].way === 'topic')
        return isTaken(emailDigest(digest, subscription.id));
      const planned = planDigest(digest, subscription);
      if (!planned) return true;
      return acceptedOf('queue', await sendInBatches([planned], queue)).length === 1;
    },
    async publish(alerts) {
      if (alerts.length === 0) return [];
      const subscriptions = await readKnownSubscriptions(documents, warn);
      const onBus = acceptedOf('bus', await sendInBatches(alerts, bus));
      const planned = planDeliveries(onBus, subscriptions);
      const queued = new Set(acceptedOf('queue', await sendInBatches(planned, queue)));
      const missed = planned.filter((delivery) => !queued.has(delivery));
      const waiting = new Set(missed.flatMap(({ alertIds }) => alertIds));
      const ready = onBus.filter(({ id }: Alert) => !waiting.has(id));
      return acceptedOf('topic', await sendInBatches(ready, topic)).map(({ id }) => id);
    },
  };
}
