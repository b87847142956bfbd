import {
  GetSubscriptionAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { EmailList, EmailTopic } from '../alerts/email-topic.ts';
import { BarometerError } from '../model/barometer-error.ts';

function fail(cause: unknown): never {
  if (cause instanceof InvalidParameterException) {
    const message = `the topic does not take this subscription: ${cause.message}`;
    throw new BarometerError('invalid', message, { cause });
  }
  throw new BarometerError('store_unavailable', 'the topic does not answer', { cause });
}

/** Emails by the SNS topics of alerts and of digests, given by their ARNs. */
export function snsEmailTopic(
  topics: Readonly<Record<EmailList, string>>,
  client = new SNSClient(),
): EmailTopic {
  return {
    async subscribe(list, address, filter) {
      const command = new SubscribeCommand({
        TopicArn: topics[list],
        Protocol: 'email',
        Endpoint: address,
        Attributes: { FilterPolicy: JSON.stringify(filter) },
        // Else a subscription that is not confirmed yet has no name.
        ReturnSubscriptionArn: true,
      });
      const { SubscriptionArn } = await client.send(command).catch(fail);
      return SubscriptionArn ?? fail('no ARN');
    },
    async setFilter(name, filter) {
      const command = new SetSubscriptionAttributesCommand({
        SubscriptionArn: name,
        AttributeName: 'FilterPolicy',
        AttributeValue: JSON.stringify(filter),
      });
      await client.send(command).catch(fail);
    },
    async statusOf(name) {
      try {
        const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: name });
        const { Attributes } = await client.send(command);
        return Attributes?.['PendingConfirmation'] === 'false' ? 'confirmed' : 'pending';
      } catch (error) {
        if (error instanceof NotFoundException) return 'gone';
        fail(error);
      }
    },
    async unsubscribe(name) {
      try {
        await client.send(new UnsubscribeCommand({ SubscriptionArn: name }));
      } catch (error) {
        // One that is pending cannot be taken away: SNS forgets it after two days.
        if (error instanceof NotFoundException || error instanceof InvalidParameterException)
          return;
        fail(error);
      }
    },
  };
}
