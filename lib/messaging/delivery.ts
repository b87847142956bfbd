import type { Alert } from '../alerts/alert.ts';
import { alertPayload } from '../alerts/message/alert-event.ts';
import { type Digest, digestPayload } from '../alerts/message/digest.ts';
import { matchingSubscriptions } from '../alerts/publish/matching-subscriptions.ts';
import type { Subscription } from '../alerts/subscription.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { MAX_ALERTS_PER_MESSAGE, slackDigest, slackMessage } from './channels/slack-message.ts';

/** One thing to tell one subscriber. Its address and secret are looked up at every attempt. */
export interface Delivery {
  /** Of the alert; of the first one where several go in one message. */
  readonly id: string;
  readonly subscriptionId: string;
  /** The JSON to post. */
  readonly payload: object;
  /** The attempt to make next, from 1. */
  readonly attempt: number;
  /** Epoch milliseconds before which it is not to be made. */
  readonly notBefore?: number;
  /** Epoch milliseconds of the second that is reserved for it, where messages are spaced. */
  readonly place?: number;
}

/** A delivery, and the alerts that are told only when it is under way. */
export interface PlannedDelivery {
  readonly delivery: Delivery;
  readonly alertIds: readonly string[];
}

/** One delivery for each alert and webhook; for Slack one for twenty alerts. */
export function planDeliveries(
  alerts: readonly Alert[],
  subscriptions: readonly Subscription[],
): readonly PlannedDelivery[] {
  return subscriptions.flatMap((subscription) => {
    const wanted = alerts.filter(
      (alert) => matchingSubscriptions(alert, [subscription]).length > 0,
    );
    if (subscription.type === 'webhook')
      return wanted.map((alert) => forWebhook(alert, subscription));
    return subscription.type === 'slack' ? forSlack(wanted, subscription) : [];
  });
}

/** The delivery of a digest; undefined for channels that the queue does not serve. */
export function planDigest(
  digest: Digest,
  { id, type }: Subscription,
): PlannedDelivery | undefined {
  if (type !== 'webhook' && type !== 'slack') return undefined;
  const payload = type === 'slack' ? slackDigest(digest) : digestPayload(digest);
  return { delivery: { id: digest.id, subscriptionId: id, payload, attempt: 1 }, alertIds: [] };
}

function forWebhook(alert: Alert, { id }: Subscription): PlannedDelivery {
  const payload = alertPayload(alert);
  return {
    delivery: { id: alert.id, subscriptionId: id, payload, attempt: 1 },
    alertIds: [alert.id],
  };
}

function forSlack(alerts: readonly Alert[], { id }: Subscription): PlannedDelivery[] {
  const planned: PlannedDelivery[] = [];
  for (let offset = 0; offset < alerts.length; offset += MAX_ALERTS_PER_MESSAGE) {
    const batch = alerts.slice(offset, offset + MAX_ALERTS_PER_MESSAGE);
    const alertIds = batch.map((alert) => alert.id);
    const [first = ''] = alertIds;
    const payload = slackMessage(batch);
    planned.push({ delivery: { id: first, subscriptionId: id, payload, attempt: 1 }, alertIds });
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
