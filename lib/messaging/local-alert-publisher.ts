import type { Alert } from '../alerts/alert.ts';
import type { AlertPublisher } from '../alerts/publish/alert-publisher.ts';
import { matchingSubscriptions } from '../alerts/publish/matching-subscriptions.ts';
import type { Subscription } from '../alerts/subscription.ts';
import type { DocumentStore } from '../model/document-store.ts';
import { type ResolveHost, resolveByDns } from './address-guard.ts';
import { CHANNELS, MAX_ALERTS_IN_ANY_MESSAGE } from './channels/channels.ts';
import { planDeliveries, planDigest } from './delivery.ts';
import { LocalDeliveryQueue, type StartTimer, startTimer } from './local-delivery-queue.ts';
import { readKnownSubscriptions, type Warn } from './read-known-subscriptions.ts';
import { createSender } from './send-webhook.ts';

export interface LocalPublisherOptions {
  readonly documents: DocumentStore;
  readonly print: (line: string) => void;
  /** Told of subscriptions that are left out. */
  readonly warn: Warn;
  /** Epoch milliseconds. Receivers compare them with their own clock. */
  readonly now: () => number;
  /** Permits webhooks to this machine. */
  readonly allowLoopback?: boolean;
  /** How waits are waited. @default the machine's timers, which keep no process alive */
  readonly timer?: StartTimer;
  /** @default DNS */
  readonly resolve?: ResolveHost;
  /** 0 to 1. @default by chance */
  readonly jitter?: () => number;
  /** Deliveries under way or waiting, beyond which alerts stay unpublished. @default 5,000 */
  readonly maxWaiting?: number;
}

const MAX_WAITING = 5_000;

export interface LocalAlertPublisher extends AlertPublisher {
  /** Takes up the deliveries that were waiting when the last process ended. */
  resume(): Promise<void>;
  /** Ends the attempts under way; what waits is kept in the store. */
  stop(): Promise<void>;
}

/**
 * The ways out on one machine: console lines, and webhooks and Slack by the sender and the schedule
 * of the cloud, with the store as the queue.
 */
export function localAlertPublisher(options: LocalPublisherOptions): LocalAlertPublisher {
  const { documents, print, warn, now } = options;
  const { allowLoopback = false, maxWaiting = MAX_WAITING } = options;
  const { resolve = resolveByDns, jitter = Math.random, timer = startTimer } = options;
  const stopping = new AbortController();
  const send = createSender({ resolve, now, allowLoopback, signal: stopping.signal });
  const tools = { documents, send, now, jitter };
  const queue = new LocalDeliveryQueue(documents, tools, { timer, print });
  const deliver = async (alerts: readonly Alert[], subscriptions: readonly Subscription[]) => {
    const planned = planDeliveries(alerts, subscriptions);
    if (queue.size + planned.length > maxWaiting) return false;
    for (const { delivery } of planned) await queue.add(delivery);
    for (const line of alerts.flatMap((alert) => consoleLines(alert, subscriptions))) print(line);
    return true;
  };
  return {
    resume: () => queue.resume(),
    async sendDigest(digest, subscription) {
      const planned = planDigest(digest, subscription);
      if (planned) await queue.add(planned.delivery);
      const channel = CHANNELS[subscription.type];
      if (channel.way === 'console') for (const line of channel.digestLines(digest)) print(line);
      return true;
    },
    async publish(alerts) {
      const subscriptions = await readKnownSubscriptions(documents, warn);
      const published: string[] = [];
      for (const batch of inBatches(alerts)) {
        if (!(await deliver(batch, subscriptions))) break;
        published.push(...batch.map(({ id }) => id));
      }
      return published;
    },
    async stop() {
      stopping.abort();
      await queue.stop();
    },
  };
}

/** Batches of as many as go into the largest message, so that none of them is cut in two. */
function inBatches(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  const size = MAX_ALERTS_IN_ANY_MESSAGE;
  const count = Math.ceil(alerts.length / size);
  return Array.from({ length: count }, (_, index) =>
    alerts.slice(index * size, (index + 1) * size),
  );
}

/** Without a subscription of its own the console shows every alert. */
function consoleLines(alert: Alert, subscriptions: readonly Subscription[]): readonly string[] {
  return Object.entries(CHANNELS).flatMap(([name, channel]) => {
    if (channel.way !== 'console') return [];
    const own = subscriptions.filter(({ type }) => type === name);
    const isShown = own.length === 0 || matchingSubscriptions(alert, own).length > 0;
    return isShown ? [channel.alertLine(alert)] : [];
  });
}
