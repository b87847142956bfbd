import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Environment, FunctionName } from './settings.ts';

/** A metric of Barometer's own, with what is asked of it. */
type MetricOf = (options?: MetricOptions) => Metric;

/**
 * Returns what the functions write into their logs in CloudWatch's embedded format, with names and
 * dimensions as `lib/runtime/metrics.ts` writes them; a test compares the two.
 */
export function barometerMetrics(environment: Environment) {
  const metricOf =
    (service: FunctionName, metricName: string): MetricOf =>
    (options = {}) =>
      new Metric({
        namespace: 'Barometer',
        metricName,
        dimensionsMap: { service, stage: environment },
        ...options,
      });
  return {
    eventsAccepted: metricOf('ingest', 'EventsAccepted'),
    eventsRefused: metricOf('ingest', 'EventsRefused'),
    refusedShare: metricOf('tail', 'RefusedShare'),
    storeFailures: metricOf('ingest', 'StoreFailures'),
    hoursUnsealed: metricOf('tail', 'HoursUnsealed'),
    alertsUnpublished: metricOf('tail', 'AlertsUnpublished'),
    daysUnclosed: metricOf('score', 'DaysUnclosed'),
    scoreSeconds: metricOf('score', 'ScoreSeconds'),
    subjectsScored: metricOf('score', 'SubjectsScored'),
    alertsRaised: metricOf('score', 'AlertsRaised'),
    deliveriesFailed: metricOf('deliver', 'DeliveriesFailed'),
  };
}

export type BarometerMetrics = ReturnType<typeof barometerMetrics>;
