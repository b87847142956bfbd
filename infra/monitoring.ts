import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alerting } from './alerting.ts';
import type { Ingestion } from './ingestion.ts';
import type { Scoring } from './scoring.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Settings } from './settings.ts';
import { subscribeEmail } from './subscribe-email.ts';

export interface MonitoringProps {
  readonly settings: Settings;
  readonly ingestion: Ingestion;
  readonly scoring: Scoring;
  readonly alerting: Alerting;
}

const FIVE_MINUTES = Duration.minutes(5);

/** Alarms about Barometer itself, told to its operators and to nobody else, and a dashboard. */
export class Monitoring extends Construct {
  readonly operators: Topic;
  readonly dashboard: Dashboard;
  private readonly functions: Readonly<Record<string, ServiceFunction>>;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.functions = {
      Ingest: props.ingestion.ingest,
      Api: props.ingestion.readAndAdmin,
      Tail: props.scoring.tail,
      Seal: props.scoring.seal,
      Score: props.scoring.score,
      Deliver: props.alerting.deliver,
    };
    this.operators = this.operatorsTopic(props.settings);
    this.alarmOnDeadLetters('Job', props.scoring.deadLetters);
    this.alarmOnDeadLetters('Webhook', props.alerting.deadLetters);
    this.alarmOnRequests(props.ingestion);
    for (const [name, fn] of Object.entries(this.functions)) this.alarmOnFunction(name, fn);
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `barometer-${props.settings.environment}`,
    });
    this.fillDashboard(props);
  }

  private operatorsTopic(settings: Settings): Topic {
    const topic = new Topic(this, 'Operators', {
      displayName: 'Barometer operations',
      enforceSSL: true,
    });
    // A topic with a policy of its own no longer lets CloudWatch in by default.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (settings.alarmEmail) subscribeEmail(topic, settings.alarmEmail);
    return topic;
  }

  private alarmOnDeadLetters(name: string, queue: Queue): void {
    this.alarm(
      `${name}DeadLetters`,
      queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'max' }),
      1,
      `${name} work failed for good and waits in ${queue.node.id}: find out why, then redrive it`,
    );
  }

  private alarmOnRequests({ api }: Ingestion): void {
    this.alarm(
      'ServerErrors',
      api.metricServerError({ period: FIVE_MINUTES }),
      5,
      'clients are answered 5xx: they keep their events and try again, but not for ever',
    );
  }

  private alarmOnFunction(name: string, fn: ServiceFunction): void {
    this.alarm(
      `${name}Errors`,
      fn.metricErrors({ period: FIVE_MINUTES }),
      1,
      `the ${fn.node.id} function failed: its log group says why`,
    );
    this.alarm(
      `${name}Throttles`,
      fn.metricThrottles({ period: FIVE_MINUTES }),
      1,
      `the ${fn.node.id} function was throttled: the account's concurrency is used up`,
    );
  }

  /** Rings in the first five minutes in which the metric reaches the threshold. */
  private alarm(id: string, metric: IMetric, threshold: number, description: string): void {
    new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription: `Barometer: ${description}`,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.operators));
  }

  private fillDashboard({ ingestion, scoring, alerting }: MonitoringProps): void {
    const { api } = ingestion;
    const all = Object.values(this.functions);
    const graph = (title: string, left: IMetric[]) =>
      new GraphWidget({ title, left, width: 8, period: FIVE_MINUTES });
    this.dashboard.addWidgets(
      graph('Requests', [api.metricCount(), api.metricClientError(), api.metricServerError()]),
      graph('Latency of requests', [
        api.metricLatency({ statistic: Stats.percentile(50) }),
        api.metricLatency({ statistic: Stats.percentile(99) }),
      ]),
      graph(
        'Errors of functions',
        all.map((fn) => fn.metricErrors()),
      ),
    );
    this.dashboard.addWidgets(
      graph('Duration of jobs', [
        scoring.tail.metricDuration({ statistic: Stats.MAXIMUM }),
        scoring.seal.metricDuration({ statistic: Stats.MAXIMUM }),
        scoring.score.metricDuration({ statistic: Stats.MAXIMUM }),
      ]),
      graph('Webhooks waiting', [
        alerting.webhooks.metricApproximateNumberOfMessagesVisible(),
        alerting.webhooks.metricApproximateAgeOfOldestMessage(),
      ]),
      graph('Dead letters', [
        scoring.deadLetters.metricApproximateNumberOfMessagesVisible(),
        alerting.deadLetters.metricApproximateNumberOfMessagesVisible(),
      ]),
    );
  }
}
