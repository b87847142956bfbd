import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alerting } from './alerting.ts';
import type { BarometerMetrics } from './barometer-metrics.ts';
import type { Ingestion } from './ingestion.ts';
import type { Scoring } from './scoring.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Environment } from './settings.ts';

interface DashboardProps {
  readonly environment: Environment;
  readonly ingestion: Ingestion;
  readonly scoring: Scoring;
  readonly alerting: Alerting;
  readonly functions: Readonly<Record<string, ServiceFunction>>;
  readonly metrics: BarometerMetrics;
}

const SUM = { statistic: Stats.SUM };
const MOST = { statistic: Stats.MAXIMUM };

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, period: Duration.minutes(5) });
}

/** The way of an event from left to right: in, through the jobs, out. */
export function fillDashboard(scope: Construct, props: DashboardProps): void {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `barometer-${props.environment}`,
  });
  dashboard.addWidgets(...incoming(props));
  dashboard.addWidgets(...jobs(props));
  dashboard.addWidgets(...outgoing(props));
}

function incoming({ ingestion: { api }, metrics }: DashboardProps): GraphWidget[] {
  return [
    graph('Requests', [api.metricCount(), api.metricClientError(), api.metricServerError()]),
    graph('Latency of requests', [
      api.metricLatency({ statistic: Stats.percentile(50) }),
      api.metricLatency({ statistic: Stats.percentile(99) }),
    ]),
    graph('Events', [
      metrics.eventsAccepted(SUM),
      metrics.eventsRefused(SUM),
      metrics.storeFailures(SUM),
    ]),
  ];
}

function jobs({ functions, metrics, scoring }: DashboardProps): GraphWidget[] {
  const all = Object.values(functions);
  return [
    graph(
      'Errors of functions',
      all.map((fn) => fn.metricErrors()),
    ),
    graph('Left undone', [metrics.hoursUnsealed(MOST), metrics.daysUnclosed(MOST)]),
    graph('Duration of jobs', [
      scoring.tail.metricDuration(MOST),
      scoring.seal.metricDuration(MOST),
      scoring.score.metricDuration(MOST),
    ]),
    graph('Scoring', [metrics.scoreSeconds(MOST), metrics.subjectsScored(MOST)]),
  ];
}

function outgoing({ alerting, metrics, scoring }: DashboardProps): GraphWidget[] {
  return [
    graph('Alerts', [
      metrics.alertsRaised(SUM),
      metrics.alertsUnpublished(MOST),
      metrics.deliveriesFailed(SUM),
    ]),
    graph('Webhooks waiting', [
      alerting.webhooks.metricApproximateNumberOfMessagesVisible(),
      alerting.webhooks.metricApproximateAgeOfOldestMessage(),
    ]),
    graph('Dead letters', [
      scoring.deadLetters.metricApproximateNumberOfMessagesVisible(),
      alerting.deadLetters.metricApproximateNumberOfMessagesVisible(),
    ]),
  ];
}
