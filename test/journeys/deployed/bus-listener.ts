import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue that a rule of the customer's fills from the alert bus. */
export class BusListener {
  readonly #sqs = new SQSClient();
  #queueUrl = '';

  async listen(bus: string): Promise<void> {
    const name = 'alerts-from-the-bus';
    const { QueueUrl = '' } = await this.#sqs.send(new CreateQueueCommand({ QueueName: name }));
    this.#queueUrl = QueueUrl;
    const { Attributes } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const events = new EventBridgeClient();
    const EventPattern = JSON.stringify({ source: ['barometer'] });
    await events.send(new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern }));
    const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn }];
    await events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets }));
  }

  /** What came since the last call, as EventBridge events. */
  async receive(): Promise<readonly Record<string, unknown>[]> {
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.#queueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body = '{}' }) => JSON.parse(Body));
  }
}
