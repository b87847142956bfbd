import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { jsonText } from '../alerts/message/json-text.ts';
import type { Delivery, PlannedDelivery } from './delivery.ts';
import { entryErrors } from './entry-errors.ts';
import type { BatchTarget } from './send-in-batches.ts';

/** The longest that SQS holds a message back. */
const MAX_DELAY_S = 900;

/** The queue that the delivery worker reads: one message for each delivery. */
export function webhookQueue(client: SQSClient, url: string): BatchTarget<PlannedDelivery> {
  return {
    bytesOf: ({ delivery }) => Buffer.byteLength(jsonText(delivery)),
    async send(planned) {
      const answer = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: planned.map(({ delivery }, index) => ({
            Id: String(index),
            MessageBody: jsonText(delivery),
          })),
        }),
      );
      return entryErrors(planned.length, answer);
    },
  };
}

/** What the worker does with a delivery that is not made now. */
export interface WorkerQueue {
  /** Puts it back until its time, in steps of the 15 minutes that SQS can hold it. */
  postpone(delivery: Delivery, now: number): Promise<void>;
  /** Lays it with the dead letters, where people find it and may send it again. */
  deadLetter(delivery: Delivery, why: string): Promise<void>;
}

export interface QueueUrls {
  readonly queue: string;
  readonly deadLetters: string;
}

export function workerQueue(client: SQSClient, { queue, deadLetters }: QueueUrls): WorkerQueue {
  return {
    async postpone(delivery, now) {
      const wait = Math.ceil(((delivery.notBefore ?? now) - now) / 1_000);
      await client.send(
        new SendMessageCommand({
          QueueUrl: queue,
          MessageBody: jsonText(delivery),
          DelaySeconds: Math.min(Math.max(wait, 0), MAX_DELAY_S),
        }),
      );
    },
    async deadLetter(delivery, why) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetters,
          MessageBody: jsonText(delivery),
          MessageAttributes: { why: { DataType: 'String', StringValue: why } },
        }),
      );
    },
  };
}
