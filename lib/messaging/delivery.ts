import type { Alert } from '../alerts/alert.ts';
import type { Digest } from '../alerts/message/digest.ts';
import { matchingSubscriptions } from '../alerts/publish/matching-subscriptions.ts';
import type { Subscription } from '../alerts/subscription.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { QueuedChannel } from './channels/channel.ts';
import { queuedChannel } from './channels/channels.ts';

/** One message to one subscription, whose address and secret are looked up at every attempt. */
export interface Delivery {
  /** Of the alert; of the first one where several go in one message. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly payload: object;
  /** The attempt to make next, from 1. */
  readonly attempt: number;
  /** Epoch milliseconds before which it is not to be made. */
  readonly notBefore?: number;
  /** Epoch milliseconds of the second reserved for it, where messages are spaced; a stored name. */
  readonly place?: number;
}

export interface PlannedDelivery {
  readonly delivery: Delivery;
  readonly alertIds: readonly string[];
}

/** The deliveries to every subscription that the queue serves, each of as many alerts as fit. */
export function planDeliveries(
  alerts: readonly Alert[],
  subscriptions: readonly Subscription[],
): readonly PlannedDelivery[] {
  return subscriptions.flatMap((subscription) => {
    const wanted = alerts.filter(
      (alert) => matchingSubscriptions(alert, [subscription]).length > 0,
    );
    const channel = queuedChannel(subscription.type);
    return channel ? planMessages(channel, wanted, subscription.id) : [];
  });
}

/** The delivery of a digest; undefined for channels that the queue does not serve. */
export function planDigest(
  digest: Digest,
  { id, type }: Subscription,
): PlannedDelivery | undefined {
  const payload = queuedChannel(type)?.digestPayload(digest);
  if (!payload) return undefined;
  return { delivery: { id: digest.id, subscriptionId: id, payload, attempt: 1 }, alertIds: [] };
}

function planMessages(
  { alertsPerMessage, alertPayload }: QueuedChannel,
  alerts: readonly Alert[],
  subscriptionId: string,
): PlannedDelivery[] {
  const planned: PlannedDelivery[] = [];
  for (let offset = 0; offset < alerts.length; offset += alertsPerMessage) {
    const [first, ...others] = alerts.slice(offset, offset + alertsPerMessage);
    if (!first) break;
    const payload = alertPayload([first, ...others]);
    const delivery = { id: first.id, subscriptionId, payload, attempt: 1 };
    planned.push({ delivery, alertIds: [first.id, ...others.map(({ id }) => id)] });
  }
  return planned;
}

/** Reads what was queued. Throws `unreadable`. */
export function readDelivery(text: string): Delivery {
  const value = parse(text);
  const { id, subscriptionId, payload, attempt, notBefore, place: sendAt } = value;
  if (
    typeof id !== 'string' ||
    typeof subscriptionId !== 'string' ||
    typeof payload !== 'object' ||
    payload === null ||
    typeof attempt !== 'number'
  ) {
    throw new BarometerError('unreadable', 'a queued delivery lacks what it is made of');
  }
  const delayed = typeof notBefore === 'number' ? { notBefore } : {};
  const reserved = typeof sendAt === 'number' ? { place: sendAt } : {};
  return { id, subscriptionId, payload, attempt, ...delayed, ...reserved };
}

function parse(text: string): Partial<Record<keyof Delivery, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new BarometerError('unreadable', 'a queued delivery is no JSON', { cause });
  }
}
