import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { acknowledge } from './acknowledge.ts';

/** Sends everything a topic says to an address, once its owner has confirmed by the link sent. */
export function subscribeEmail(topic: Topic, email: string): void {
  const subscription = topic.addSubscription(new EmailSubscription(email));
  acknowledge(
    subscription,
    'Serverless-SNSRedrivePolicy',
    'SNS tries a mail for six hours, and what it says can still be read: alarms in CloudWatch, alerts from the API',
  );
}
