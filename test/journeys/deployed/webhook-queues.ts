import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export interface DeadLetter {
  readonly body: string;
  readonly why: string;
}

/** The queue of the webhooks and its dead letters, in the hands of an operator. */
export class WebhookQueues {
  readonly #sqs = new SQSClient();
  #queue = '';
  #deadLetters = '';

  async find(stack = 'barometer-dev'): Promise<void> {
    const { QueueUrls = [] } = await this.#sqs.send(new ListQueuesCommand());
    const named = (part: string) =>
      QueueUrls.find((url) => url.includes(stack) && url.includes(part)) ?? '';
    this.#queue = named('AlertingWebhooks');
    this.#deadLetters = named('AlertingWebhookDeadLetters');
  }

  async send(body: string): Promise<void> {
    const message = { QueueUrl: this.#queue, MessageBody: body };
    await this.#sqs.send(new SendMessageCommand(message));
  }

  /** Messages that are held back until their time. */
  async waiting(): Promise<number> {
    return Number((await this.#counts())['ApproximateNumberOfMessagesDelayed']);
  }

  /** Messages that are to be worked on now, or are being worked on. */
  async inSight(): Promise<number> {
    const counts = await this.#counts();
    return (
      Number(counts['ApproximateNumberOfMessages']) +
      Number(counts['ApproximateNumberOfMessagesNotVisible'])
    );
  }

  /** Takes a dead letter away, as a redrive does; undefined when there is none. */
  async takeDead(): Promise<DeadLetter | undefined> {
    const QueueUrl = this.#deadLetters;
    const { Messages: [letter] = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
    );
    if (!letter) return undefined;
    const { ReceiptHandle, Body = '', MessageAttributes } = letter;
    await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return { body: Body, why: MessageAttributes?.['why']?.StringValue ?? '' };
  }

  /** Shows a message that failed again after a second and not after six minutes. */
  async hurry(): Promise<void> {
    const Attributes = { VisibilityTimeout: '1' };
    await this.#sqs.send(new SetQueueAttributesCommand({ QueueUrl: this.#queue, Attributes }));
  }

  async #counts(): Promise<Record<string, string>> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.#queue, AttributeNames: ['All'] }),
    );
    return Attributes;
  }
}
