import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Environment, FunctionName } from './settings.ts';

/** A metric of Barometer's own, with what is asked of it. */
type MetricOf = (options?: MetricOptions) => Metric;

/** What the functions write into their logs in CloudWatch's embedded format. */
export interface BarometerMetrics {
  readonly eventsAccepted: MetricOf;
  readonly eventsRefused: MetricOf;
  readonly refusedShare: MetricOf;
  readonly storeFailures: MetricOf;
  readonly hoursUnsealed: MetricOf;
  readonly alertsUnpublished: MetricOf;
  readonly daysUnclosed: MetricOf;
  readonly scoreSeconds: MetricOf;
  readonly subjectsScored: MetricOf;
  readonly alertsRaised: MetricOf;
  readonly deliveriesFailed: MetricOf;
}

/** Names and dimensions as `lib/runtime/metrics.ts` writes them; a test compares the two. */
export function barometerMetrics(environment: Environment): BarometerMetrics {
  const of =
    (service: FunctionName, metricName: string): MetricOf =>
    (options = {}) =>
      new Metric({
        namespace: 'Barometer',
        metricName,
        dimensionsMap: { service, stage: environment },
        ...options,
      });
  return {
    eventsAccepted: of('ingest', 'EventsAccepted'),
    eventsRefused: of('ingest', 'EventsRefused'),
    refusedShare: of('tail', 'RefusedShare'),
    storeFailures: of('ingest', 'StoreFailures'),
    hoursUnsealed: of('tail', 'HoursUnsealed'),
    alertsUnpublished: of('tail', 'AlertsUnpublished'),
    daysUnclosed: of('score', 'DaysUnclosed'),
    scoreSeconds: of('score', 'ScoreSeconds'),
    subjectsScored: of('score', 'SubjectsScored'),
    alertsRaised: of('score', 'AlertsRaised'),
    deliveriesFailed: of('deliver', 'DeliveriesFailed'),
  };
}
