import type { WriteLine } from './log.ts';

/**
 * All there are, and few: CloudWatch bills a custom metric by name and dimensions, so
 * nothing here may have an account, a user or an event name as a dimension. How long a request
 * took is known to API Gateway and needs none.
 */
const UNITS = {
  EventsAccepted: 'Count',
  EventsRefused: 'Count',
  RefusedShare: 'None',
  StoreFailures: 'Count',
  HoursUnsealed: 'Count',
  DaysUnclosed: 'Count',
  ScoreSeconds: 'Seconds',
  SubjectsScored: 'Count',
  AlertsRaised: 'Count',
  AlertsUnpublished: 'Count',
  DeliveriesFailed: 'Count',
} as const;

export type MetricName = keyof typeof UNITS;
export type MetricValues = Readonly<Partial<Record<MetricName, number>>>;

/**
 * A custom metric costs 0.30 USD a month, by the hours in which it is written. Of these the absence
 * means that a job is late; of all others it means 0, so a stack at rest pays for two.
 */
const WRITTEN_AT_ZERO: ReadonlySet<MetricName> = new Set(['HoursUnsealed', 'ScoreSeconds']);

/** Puts figures where CloudWatch finds them. */
export type PutMetrics = (values: MetricValues) => void;

/** One line of CloudWatch's embedded metric format per call at most: no API call, no wait. */
export function createMetrics(
  write: WriteLine,
  clock: () => number,
  dimensions: { readonly service: string; readonly stage: string },
): PutMetrics {
  return (values) => {
    const names = (Object.keys(UNITS) as MetricName[]).filter(
      (name) => (values[name] ?? 0) !== 0 || (name in values && WRITTEN_AT_ZERO.has(name)),
    );
    if (names.length === 0) return;
    const written = Object.fromEntries(names.map((name) => [name, values[name]]));
    const directive = {
      Namespace: 'Barometer',
      Dimensions: [['service', 'stage']],
      Metrics: names.map((name) => ({ Name: name, Unit: UNITS[name] })),
    };
    const _aws = { Timestamp: clock(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws, ...dimensions, ...written }));
  };
}

/** For one machine, where nobody collects them. */
export const noMetrics: PutMetrics = () => undefined;
