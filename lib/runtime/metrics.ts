import type { WriteLine } from './log.ts';

/**
 * All there are, at most ten: CloudWatch bills a custom metric by name and dimensions, so
 * nothing here may ever have an account, a user or an event name as a dimension.
 */
const UNITS = {
  EventsAccepted: 'Count',
  EventsRefused: 'Count',
  IngestMilliseconds: 'Milliseconds',
  StoreFailures: 'Count',
  HoursUnsealed: 'Count',
  ScoreSeconds: 'Seconds',
  SubjectsScored: 'Count',
  AlertsRaised: 'Count',
  AlertsUnpublished: 'Count',
  DeliveriesFailed: 'Count',
} as const;

export type MetricName = keyof typeof UNITS;
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/** Puts figures where CloudWatch finds them. */
export type PutMetrics = (values: MetricValues) => void;

export interface MetricDimensions {
  readonly service: string;
  readonly stage: string;
}

/** One line of CloudWatch's embedded metric format per call: no API call, no wait. */
export function createMetrics(
  write: WriteLine,
  clock: () => number,
  dimensions: MetricDimensions,
): PutMetrics {
  return (values) => {
    const names = (Object.keys(UNITS) as MetricName[]).filter((name) => values[name] !== undefined);
    const directive = {
      Namespace: 'Barometer',
      Dimensions: [['service', 'stage']],
      Metrics: names.map((name) => ({ Name: name, Unit: UNITS[name] })),
    };
    const _aws = { Timestamp: clock(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws, ...dimensions, ...values }));
  };
}

/** For one machine, where nobody collects them. */
export const noMetrics: PutMetrics = () => undefined;
