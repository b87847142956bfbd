import type { Subscription } from '../../../alerts/subscription.ts';
import { deliveryRequestOf } from '../../../messaging/attempt-delivery.ts';
import { queuedChannel } from '../../../messaging/channels/channels.ts';
import { BarometerError } from '../../../model/barometer-error.ts';
import { isoInstant } from '../../../model/instant.ts';
import type { Uses } from '../../services/services.ts';

const TEST_MESSAGE = 'This is a test of Barometer: alerts of this subscription arrive here.';

/**
 * Sends a test message to where a subscription leads, now and once. Throws `not_found`, `invalid`.
 *
 * @returns what came of it; `why` is absent when it arrived
 */
export async function testDelivery(
  { documents, clock, send, hashing }: Uses<'documents' | 'clock' | 'send' | 'hashing'>,
  id: string,
) {
  const stored = await documents.get<Subscription>('subscription', id);
  if (!stored) throw new BarometerError('not_found', `there is no subscription '${id}'`);
  const { type } = stored.body;
  const channel = queuedChannel(type);
  if (!send || !channel) {
    const message = `only webhooks and Slack can be tried, '${id}' is of type ${type}`;
    throw new BarometerError('invalid', message);
  }
  const timestamp = isoInstant(clock());
  const delivery = {
    id: hashing.fingerprint(['test', id, timestamp]),
    subscriptionId: id,
    payload: channel.trialPayload(TEST_MESSAGE, timestamp),
    attempt: 1,
  };
  // Receivers compare the signature's time with their own clock, wherever this one was set to.
  const posting = deliveryRequestOf(delivery, stored.body, send.now());
  if (typeof posting === 'string') return { id, delivered: false, why: posting };
  const sent = await send.post(posting);
  if (sent.outcome === 'delivered') return { id, delivered: true };
  const why = sent.outcome === 'gone' ? 'the receiver answered 410' : sent.why;
  return { id, delivered: false, why };
}
