import { jsonText } from '../alerts/json-text.ts';
import type { Subscription } from '../alerts/subscription.ts';
import type { Document, DocumentStore } from '../model/document-store.ts';
import type { Delivery } from './delivery.ts';
import { waitAfter } from './retry-schedule.ts';
import type { Posting, Send, Sent } from './send-webhook.ts';
import { isInTime, reservePlace } from './slack-pace.ts';
import { secretFault, signatureHeaders } from './webhook-signature.ts';

export interface DeliveryTools {
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
  readonly send: Send;
  /** Epoch milliseconds as receivers have them, for the signature and the next attempt. */
  readonly now: () => number;
  /** 0 to 1, by chance. */
  readonly jitter: () => number;
}

export type Attempted =
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
  { documents, send, now, jitter }: DeliveryTools,
): Promise<Attempted> {
  const { subscriptionId } = delivery;
  const document = await documents.get<Subscription>('subscription', subscriptionId);
  if (!document?.body.enabled) return { outcome: 'dropped', why: 'the subscription is off' };
  const next = await turnOf(delivery, document.body, { documents, now });
  if (next) return { outcome: 'later', next };
  const posting = postingOf(delivery, document.body, now());
  const sent = typeof posting === 'string' ? failed(posting) : await send(posting);
  if (sent.outcome === 'delivered') return { outcome: 'delivered' };
  if (sent.outcome === 'gone') {
    await switchOff(documents, document);
    return { outcome: 'dropped', why: 'the receiver answered 410' };
  }
  return afterFailure(delivery, sent, { now: now(), jitter: jitter() });
}

const BUSY_WAIT_MS = 1_000;

/** The delivery with a later time to make it; undefined when its turn is now. */
async function turnOf(
  delivery: Delivery,
  { type, url }: Subscription,
  { documents, now }: Pick<DeliveryTools, 'documents' | 'now'>,
): Promise<Delivery | undefined> {
  if (type !== 'slack' || url === undefined || isInTime(delivery.place, now())) return undefined;
  // A timer may go off a millisecond early; the place is kept.
  if ((delivery.place ?? 0) > now()) return delivery;
  const place = await reservePlace(documents, url, now());
  if (place === undefined) return { ...unplaced(delivery), notBefore: now() + BUSY_WAIT_MS };
  return place <= now() ? undefined : { ...delivery, notBefore: place, place };
}

function unplaced({ place: _place, ...delivery }: Delivery): Delivery {
  return delivery;
}

type Failure = Extract<Sent, { outcome: 'failed' }>;

function failed(why: string): Failure {
  return { outcome: 'failed', why };
}

/** What to post, or why nothing can be: somebody may still mend the subscription. */
export function postingOf(
  delivery: Delivery,
  subscription: Subscription,
  at: number,
): Posting | string {
  const { url, type } = subscription;
  if (url === undefined) return 'the subscription has no url';
  const body = jsonText(delivery.payload);
  if (type !== 'webhook') return { url, headers: {}, body };
  const secrets = secretsOf(subscription, at);
  if (secrets.length === 0) return 'the subscription has no secret to sign by';
  return { url, headers: signatureHeaders({ id: delivery.id, at, body, secrets }), body };
}

function secretsOf(
  { secret, previousSecret, previousUntil }: Subscription,
  at: number,
): readonly string[] {
  const isOver = previousUntil !== undefined && Date.parse(previousUntil) <= at;
  return [secret, isOver ? undefined : previousSecret].filter(
    (each): each is string => each !== undefined && secretFault(each) === undefined,
  );
}

function afterFailure(
  delivery: Delivery,
  { why, retryAfterMs }: Failure,
  { now, jitter }: { readonly now: number; readonly jitter: number },
): Attempted {
  const { attempt } = delivery;
  const wait = waitAfter(attempt, { jitter, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  if (wait === undefined) return { outcome: 'given_up', why };
  return {
    outcome: 'again',
    why,
    next: { ...unplaced(delivery), attempt: attempt + 1, notBefore: now + wait },
  };
}

/** A subscription that was written meanwhile is left alone: whoever wrote it may have mended it. */
async function switchOff(
  documents: Pick<DocumentStore, 'put'>,
  { id, version, body }: Document<Subscription>,
): Promise<void> {
  await documents.put('subscription', id, { ...body, enabled: false }, version);
}
