import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { attemptDelivery } from '../lib/messaging/attempt-delivery.ts';
import { type Delivery, readDelivery } from '../lib/messaging/delivery.ts';
import { errorFields } from '../lib/runtime/services/log.ts';
import {
  type DeliverServices,
  deliverServicesFromEnvironment,
} from '../lib/runtime/wiring/deliver-services.ts';

/**
 * Delivers what the webhook queue holds. A delivery goes back into the queue until its time, is
 * made again by the schedule, and after ten attempts lies with the dead letters. A message is
 * reported as failed only when the store or the queue does not answer, or when it cannot be read:
 * SQS then shows it again, and lays it with the dead letters itself in the end.
 */
export function createDeliver(services: DeliverServices) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const handled = await Promise.all(Records.map((record) => isHandled(record, services)));
    const failed = Records.filter((_, index) => handled[index] !== true);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

async function isHandled({ body }: SQSRecord, services: DeliverServices): Promise<boolean> {
  try {
    await handle(readDelivery(body), services);
    return true;
  } catch (error) {
    services.log.error('a delivery was not handled', errorFields(error));
    return false;
  }
}

async function handle(delivery: Delivery, services: DeliverServices): Promise<void> {
  const { queue, log, metrics, now } = services;
  if ((delivery.notBefore ?? 0) > now()) return queue.postpone(delivery, now());
  const attempted = await attemptDelivery(delivery, services);
  if (attempted.outcome === 'later') return queue.postpone(attempted.next, now());
  const { id, subscriptionId, attempt } = delivery;
  const fields = { alert: id, subscription: subscriptionId, attempt };
  if (attempted.outcome === 'delivered') return log.info('delivered', fields);
  log.warn(attempted.outcome, { ...fields, why: attempted.why });
  if (attempted.outcome === 'dropped') return;
  if (attempted.outcome === 'again') return queue.postpone(attempted.next, now());
  metrics({ DeliveriesFailed: 1 });
  return queue.deadLetter(delivery, attempted.why);
}

let deliver: ReturnType<typeof createDeliver> | undefined;

export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  deliver ??= createDeliver(deliverServicesFromEnvironment());
  return deliver(event);
}
