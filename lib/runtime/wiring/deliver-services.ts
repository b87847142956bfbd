import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../dynamo/client/document-client.ts';
import { DynamoDocumentStore } from '../../dynamo/stores/dynamo-document-store.ts';
import { resolveByDns } from '../../messaging/address-guard.ts';
import type { DeliveryServices } from '../../messaging/attempt-delivery.ts';
import { createSender } from '../../messaging/send-webhook.ts';
import { type WorkerQueue, workerQueue } from '../../messaging/webhook-queue.ts';
import { PROCESS_VARIABLES, requiredVariable } from '../services/environment.ts';
import type { Uses } from '../services/services.ts';
import { baseServicesFrom } from './base-services.ts';

export interface DeliverServices extends DeliveryServices, Uses<'log' | 'metrics'> {
  readonly queue: WorkerQueue;
}

/** Throws `invalid` naming the variable that is missing. */
export function deliverServicesFromEnvironment(variables = PROCESS_VARIABLES): DeliverServices {
  const { clock, log, metrics } = baseServicesFrom(variables, 'deliver');
  const urls = {
    queue: requiredVariable(variables, 'WEBHOOK_QUEUE_URL'),
    deadLetters: requiredVariable(variables, 'WEBHOOK_DEAD_LETTERS_URL'),
  };
  return {
    documents: new DynamoDocumentStore(documentClient(), requiredVariable(variables, 'TABLE_NAME')),
    send: createSender({ resolve: resolveByDns, now: clock }),
    now: clock,
    jitter: Math.random,
    queue: workerQueue(new SQSClient(), urls),
    log,
    metrics,
  };
}
