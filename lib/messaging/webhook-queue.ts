import {
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { jsonText } from '../alerts/message/json-text.ts';
import type { Delivery, PlannedDelivery } from './delivery.ts';
import { type BatchTarget, entryErrors } from './send-in-batches.ts';

/** The longest that SQS holds a message back. */
const MAX_DELAY_S = 900;

/** The queue that the delivery worker reads: one message for each delivery. */
export function webhookQueue(client: SQSClient, url: string): BatchTarget<PlannedDelivery> {
  return {
    bytesOf: ({ delivery }) => Buffer.byteLength(jsonText(delivery)),
    async send(planned) {
      const Entries = planned.map(({ delivery }, index) => {
        return { Id: String(index), MessageBody: jsonText(delivery) };
      });
      const command = new SendMessageBatchCommand({ QueueUrl: url, Entries });
      return entryErrors(planned.length, await client.send(command));
    },
  };
}

export interface WorkerQueue {
  /** Puts it back until its time, in steps of the 15 minutes that SQS can hold it. */
  postpone(delivery: Delivery, now: number): Promise<void>;
  /** Lays it with the dead letters, where people find it and may send it again. */
  deadLetter(delivery: Delivery, why: string): Promise<void>;
}

/** @param urls of the queue and of the one for dead letters */
export function workerQueue(
  client: SQSClient,
  urls: { readonly queue: string; readonly deadLetters: string },
): WorkerQueue {
  const send = async (input: SendMessageCommandInput) => {
    await client.send(new SendMessageCommand(input));
  };
  return {
    postpone(delivery, now) {
      const wait = Math.ceil(((delivery.notBefore ?? now) - now) / 1_000);
      const DelaySeconds = Math.min(Math.max(wait, 0), MAX_DELAY_S);
      return send({ QueueUrl: urls.queue, MessageBody: jsonText(delivery), DelaySeconds });
    },
    deadLetter(delivery, why) {
      const MessageAttributes = { why: { DataType: 'String', StringValue: why } };
      const MessageBody = jsonText(delivery);
      return send({ QueueUrl: urls.deadLetters, MessageBody, MessageAttributes });
    },
  };
}
