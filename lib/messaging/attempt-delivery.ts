import { jsonText } from '../alerts/message/json-text.ts';
import type { Subscription } from '../alerts/subscription.ts';
import type { Document, DocumentStore } from '../model/document-store.ts';
import { queuedChannel } from './channels/channels.ts';
import type { Delivery } from './delivery.ts';
import { retryDelayMs } from './retry-schedule.ts';
import type { DeliveryRequest, SendDelivery, SendResult } from './send-webhook.ts';

export interface DeliveryServices {
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly send: SendDelivery;
  /** Epoch milliseconds as receivers have them, for the signature and the next attempt. */
  readonly now: () => number;
  /** 0 to 1, by chance. */
  readonly jitter: () => number;
}

export type AttemptResult =
  | { readonly outcome: 'delivered' }
  /** Nobody wants it any more: the subscription is gone, switched off or just answered 410. */
  | { readonly outcome: 'dropped'; readonly why: string }
  /** Not made yet: it is another message's turn. */
  | { readonly outcome: 'later'; readonly next: Delivery }
  | { readonly outcome: 'again'; readonly why: string; readonly next: Delivery }
  | { readonly outcome: 'given_up'; readonly why: string };

/** Makes one attempt and says what to do next. Throws only what the store throws. */
export async function attemptDelivery(
  delivery: Delivery,
  { documents, send, now, jitter }: DeliveryServices,
): Promise<AttemptResult> {
  const { subscriptionId } = delivery;
  const document = await documents.get<Subscription>('subscription', subscriptionId);
  if (!document?.body.enabled) return { outcome: 'dropped', why: 'the subscription is off' };
  const next = await deferredDelivery(delivery, document.body, { documents, now });
  if (next) return { outcome: 'later', next };
  const request = deliveryRequestOf(delivery, document.body, now());
  const result: SendResult =
    typeof request === 'string' ? { outcome: 'failed', why: request } : await send(request);
  if (result.outcome === 'delivered') return { outcome: 'delivered' };
  if (result.outcome === 'gone') {
    await disableSubscription(documents, document);
    return { outcome: 'dropped', why: 'the receiver answered 410' };
  }
  return resultAfterFailure(delivery, result, now(), jitter());
}

const BUSY_WAIT_MS = 1_000;

/** The delivery with a later time to make it; undefined when its turn is now. */
async function deferredDelivery(
  delivery: Delivery,
  { type, url }: Subscription,
  { documents, now }: Pick<DeliveryServices, 'documents' | 'now'>,
): Promise<Delivery | undefined> {
  const pacing = queuedChannel(type)?.pacing;
  if (!pacing || url === undefined || pacing.isDue(delivery.place, now())) return undefined;
  // A timer may go off a millisecond early; the reserved time is kept.
  if ((delivery.place ?? 0) > now()) return delivery;
  const sendAt = await pacing.reserve(documents, url, now());
  if (sendAt === undefined)
    return { ...withoutSendTime(delivery), notBefore: now() + BUSY_WAIT_MS };
  return sendAt <= now() ? undefined : { ...delivery, notBefore: sendAt, place: sendAt };
}

function withoutSendTime({ place: _place, ...delivery }: Delivery): Delivery {
  return delivery;
}

type SendFailure = Extract<SendResult, { outcome: 'failed' }>;

/** What to post, or why nothing can be: somebody may still mend the subscription. */
export function deliveryRequestOf(
  delivery: Delivery,
  subscription: Subscription,
  atMs: number,
): DeliveryRequest | string {
  const { url, type } = subscription;
  const channel = queuedChannel(type);
  if (url === undefined || !channel) return 'the subscription has no url';
  const body = jsonText(delivery.payload);
  const headers = channel.headers({ id: delivery.id, atMs, body }, subscription);
  return typeof headers === 'string' ? headers : { url, headers, body };
}

function resultAfterFailure(
  delivery: Delivery,
  { why, retryAfterMs }: SendFailure,
  now: number,
  jitter: number,
): AttemptResult {
  const wait = retryDelayMs(delivery.attempt, jitter, retryAfterMs);
  if (wait === undefined) return { outcome: 'given_up', why };
  const next = { ...withoutSendTime(delivery), attempt: delivery.attempt + 1 };
  return { outcome: 'again', why, next: { ...next, notBefore: now + wait } };
}

/** A subscription that was written meanwhile is left alone: whoever wrote it may have mended it. */
async function disableSubscription(
  documents: Pick<DocumentStore, 'put'>,
  { id, version, body }: Document<Subscription>,
): Promise<void> {
  await documents.put('subscription', id, { ...body, enabled: false }, version);
}
