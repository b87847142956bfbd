import { Cron } from 'croner';
import { BarometerError } from '../../lib/model/barometer-error.ts';

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const CRON = /^cron\((\S+ \S+ \S+ \S+ \S+ \S+)\)$/;
const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function nextOfRate(count: number, unit: keyof typeof UNIT_MS, after: number): number {
  const every = count * UNIT_MS[unit];
  return (Math.floor(after / every) + 1) * every;
}

/** EventBridge counts Sunday as 1, steps from a number (`0/15`), and has no seconds. */
const EVENTBRIDGE = {
  mode: '7-part',
  alternativeWeekdays: true,
  sloppyRanges: true,
  timezone: 'UTC',
} as const;

function nextOfCron(fields: string, after: number): number {
  const cron = new Cron(`0 ${fields.replaceAll('?', '*')}`, EVENTBRIDGE);
  return cron.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}

/**
 * The first instant after `after` at which a schedule runs, in epoch milliseconds UTC. Takes
 * EventBridge Scheduler's `rate(1 minute)` and `cron(10 0 * * ? *)`; rates fall on whole multiples.
 * Throws `invalid` for anything else.
 */
export function nextRun(expression: string, after: number): number {
  const rate = RATE.exec(expression);
  if (rate) return nextOfRate(Number(rate[1]), rate[2] as keyof typeof UNIT_MS, after);
  const cron = CRON.exec(expression);
  if (cron?.[1]) return nextOfCron(cron[1], after);
  throw new BarometerError('invalid', `'${expression}' is neither rate(...) nor cron(...)`);
}
