import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge, isDeadEnd } from './acknowledge.ts';
import { ServiceFunction } from './service-function.ts';
import type { CapabilityProps } from './storage.ts';
import { subscribeEmail } from './subscribe-email.ts';

/** Longer than the 75 hours over which a webhook is tried ten times; the most SQS keeps. */
const KEPT_IN_QUEUE = Duration.days(14);
const DELIVER_TIMEOUT = Duration.seconds(60);

/**
 * How often a message may be received that is never handled. The worker answers a failed delivery
 * with a new message, so this counts crashes and a store that does not answer: three hours of it.
 */
const MOST_RECEIVES = 30;

/** Ways out for alerts: a bus for programs, a topic for people, signed webhooks by a queue. */
export class Alerting extends Construct {
  readonly bus: EventBus;
  readonly topic: Topic;
  readonly webhooks: Queue;
  readonly deadLetters: Queue;
  readonly deliver: ServiceFunction;

  constructor(scope: Construct, id: string, props: CapabilityProps) {
    super(scope, id);
    const { settings } = props;
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: `barometer-${settings.environment}`,
      description: 'Barometer: AlertRaised and ScoresComputed',
    });
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Barometer alerts',
      // What HTTPS subscribers verify: SHA-256; the default is SHA-1.
      signatureVersion: '2',
      enforceSSL: true,
    });
    for (const email of settings.alertEmails) {
      subscribeEmail(this.topic, email);
    }
    this.deadLetters = new Queue(this, 'WebhookDeadLetters', {
      retentionPeriod: KEPT_IN_QUEUE,
      enforceSSL: true,
    });
    this.webhooks = new Queue(this, 'Webhooks', {
      retentionPeriod: KEPT_IN_QUEUE,
      // Six times the function's timeout, as Lambda asks for, so a throttled batch is not lost.
      visibilityTimeout: Duration.seconds(DELIVER_TIMEOUT.toSeconds() * 6),
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MOST_RECEIVES },
    });
    isDeadEnd(this.deadLetters);
    this.deliver = this.deliverFunction(props);
  }

  /** Lets a function publish alerts by all three ways, and tells it where they are. */
  allowPublish(fn: ServiceFunction): void {
    fn.allow(['events:PutEvents'], [this.bus.eventBusArn]);
    fn.allow(['sns:Publish'], [this.topic.topicArn]);
    fn.allow(['sqs:SendMessage'], [this.webhooks.queueArn]);
    fn.addEnvironment('BUS_NAME', this.bus.eventBusName);
    fn.addEnvironment('TOPIC_ARN', this.topic.topicArn);
    fn.addEnvironment('WEBHOOK_QUEUE_URL', this.webhooks.queueUrl);
  }

  /** Lets a function subscribe addresses to the topic, see whether they confirmed, and end that. */
  allowSubscribe(fn: ServiceFunction): void {
    const actions = ['Subscribe', 'Unsubscribe', 'GetSubscriptionAttributes'];
    const allowed = [...actions, 'SetSubscriptionAttributes'].map((action) => `sns:${action}`);
    fn.allow(allowed, [this.topic.topicArn]);
    fn.addEnvironment('TOPIC_ARN', this.topic.topicArn);
  }

  private deliverFunction({ settings, storage, environment }: CapabilityProps): ServiceFunction {
    const deliver = new ServiceFunction(this, 'deliver', {
      settings,
      timeout: DELIVER_TIMEOUT,
      description: 'Delivers alerts to signed webhooks and Slack, with retries over 75 hours',
      environment: {
        ...environment,
        WEBHOOK_QUEUE_URL: this.webhooks.queueUrl,
        WEBHOOK_DEAD_LETTERS_URL: this.deadLetters.queueUrl,
      },
    });
    // It puts one thing: a subscription that answered 410, switched off.
    storage.allowAppend(deliver);
    deliver.allow(['sqs:SendMessage'], [this.webhooks.queueArn, this.deadLetters.queueArn]);
    deliver.addEventSource(
      new SqsEventSource(this.webhooks, {
        batchSize: 5,
        maxConcurrency: 10,
        reportBatchItemFailures: true,
      }),
    );
    acknowledge(
      deliver,
      'Serverless-LambdaEventSourceMappingDestination',
      'SQS is the source: what fails for good goes to the dead letters of the queue itself',
    );
    return deliver;
  }
}
