import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import type { Alerting } from './alerting.ts';
import { barometerMetrics } from './barometer-metrics.ts';
import { fillDashboard } from './dashboard.ts';
import type { Ingestion } from './ingestion.ts';
import type { Scoring } from './scoring.ts';
import type { StackSettings } from './settings.ts';
import { subscribeEmail } from './subscribe-email.ts';

export interface MonitoringProps {
  readonly settings: StackSettings;
  readonly ingestion: Ingestion;
  readonly scoring: Scoring;
  readonly alerting: Alerting;
}

/** Alarms about Barometer itself, told to its operators and to nobody else, and a dashboard. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { settings, ingestion, scoring, alerting } = props;
    const functions = {
      Ingest: ingestion.ingest,
      Api: ingestion.readAndAdmin,
      Tail: scoring.tail,
      Seal: scoring.seal,
      Score: scoring.score,
      Deliver: alerting.deliver,
    };
    const metrics = barometerMetrics(settings.environment);
    const alarms = new Alarms(this, this.operatorsTopic(settings));
    alarms.onDeadLetters('Job', scoring.deadLetters);
    alarms.onDeadLetters('Webhook', alerting.deadLetters);
    alarms.onRequests(ingestion.api, metrics, settings.alarms);
    alarms.onFunctions(functions);
    alarms.onJobs(metrics, settings.alarms);
    alarms.onAlerts(metrics);
    const { environment } = settings;
    fillDashboard(this, { environment, ingestion, scoring, alerting, functions, metrics });
  }

  private operatorsTopic(settings: StackSettings): Topic {
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
}
