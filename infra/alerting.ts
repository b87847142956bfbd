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
  /** Apart from the alerts: whoever subscribes there without a filter must not get every digest. */
  readonly digests: Topic;
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
    // What HTTPS subscribers verify: SHA-256; the default is SHA-1.
    const signed = { signatureVersion: '2', enforceSSL: true } as const;
    this.topic = new Topic(this, 'Topic', { displayName: 'Barometer alerts', ...signed });
    this.digests = new Topic(this, 'Digests', { displayName: 'Barometer digests', ...signed });
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
    fn.allow(['sns:Publish'], [this.topic.topicArn, this.digests.topicArn]);
    fn.allow(['sqs:SendMessage'], [this.webhooks.queueArn]);
    fn.addEnvironment('BUS_NAME', this.bus.eventBusName);
    this.nameTopics(fn);
    fn.addEnvironment('WEBHOOK_QUEUE_URL', this.webhooks.queueUrl);
  }

  /** Lets a function subscribe addresses to the topic, see whether they confirmed, and end that. */
  allowSubscribe(fn: ServiceFunction): void {
    fn.allow(['sns:Subscribe'], [this.topic.topicArn, this.digests.topicArn]);
    const changes = ['GetSubscriptionAttributes', 'SetSubscriptionAttributes', 'Unsubscribe'];
    // A policy that names the topic lets nothing through here.
    fn.allow(
      changes.map((action) => `sns:${action}`),
      ['*'],
    );
    acknowledge(
      fn.role ?? fn,
      'AwsSolutions-IAM5[Resource::*]',
      'SNS has no resource for a subscription that these three actions could be limited to',
    );
    this.nameTopics(fn);
  }

  private nameTopics(fn: ServiceFunction): void {
    fn.addEnvironment('TOPIC_ARN', this.topic.topicArn);
    fn.addEnvironment('DIGEST_TOPIC_ARN', this.digests.topicArn);
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
