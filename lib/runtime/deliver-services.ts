import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../dynamo/document-client.ts';
import { DynamoDocumentStore } from '../dynamo/dynamo-document-store.ts';
import { resolveByDns } from '../messaging/address-guard.ts';
import type { DeliveryTools } from '../messaging/attempt-delivery.ts';
import { createSender } from '../messaging/send-webhook.ts';
import { type WorkerQueue, workerQueue } from '../messaging/webhook-queue.ts';
import { PROCESS_VARIABLES, required } from './environment.ts';
import { basicsFrom } from './environment-basics.ts';
import type { Log } from './log.ts';
import type { PutMetrics } from './metrics.ts';

/** What the delivery worker works with. */
export interface DeliverServices extends DeliveryTools {
  readonly queue: WorkerQueue;
  readonly log: Log;
  readonly metrics: PutMetrics;
}

/** Throws `invalid` naming the variable that is missing. */
export function deliverServicesFromEnvironment(variables = PROCESS_VARIABLES): DeliverServices {
  const { clock, log, metrics } = basicsFrom(variables, 'deliver');
  const urls = {
    queue: required(variables, 'WEBHOOK_QUEUE_URL'),
    deadLetters: required(variables, 'WEBHOOK_DEAD_LETTERS_URL'),
  };
  return {
    documents: new DynamoDocumentStore(documentClient(), required(variables, 'TABLE_NAME')),
    send: createSender({ resolve: resolveByDns, now: clock }),
    now: clock,
    jitter: Math.random,
    queue: workerQueue(new SQSClient(), urls),
    log,
    metrics,
  };
}
