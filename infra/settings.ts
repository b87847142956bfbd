import * as z from 'zod';
import { type Job, SCHEDULES } from '../lib/model/schedules.ts';

export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const FUNCTIONS = ['ingest', 'api', 'tail', 'seal', 'score', 'deliver'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The only retention periods that CloudWatch Logs takes, in days, up to two years. */
const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const wantsKind = (kind: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `must be ${kind}, got ${kindOf(input)}`,
});

function fitting<T>(what: string, fits: (value: T) => boolean) {
  return z.custom<T>((value) => fits(value as T), {
    error: ({ input }) =>
      `must be ${what}, got ${typeof input === 'string' ? `'${input}'` : String(input)}`,
  });
}

const wholeFrom = (least: number, most: number) =>
  fitting<number>(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );
const matching = (what: string, pattern: RegExp) =>
  fitting<string>(what, (value) => typeof value === 'string' && pattern.test(value));

const megabytes = wholeFrom(128, 10_240);
const yesOrNo = z.boolean(wantsKind('a boolean'));
const email = matching('an email address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/);
const httpsUrl = fitting<string>(
  'an https URL',
  (value) => URL.canParse(value) && new URL(value).protocol === 'https:',
);
const share = fitting<number>(
  'a number over 0, at most 1',
  (value) => typeof value === 'number' && value > 0 && value <= 1,
);
const group = <Shape extends z.ZodRawShape>(shape: Shape, prefix = '') =>
  z.strictObject(shape, {
    error: ({ code, input }) =>
      code === 'unrecognized_keys'
        ? `is no setting, there are ${Object.keys(shape)
            .map((name) => prefix + name)
            .join(', ')}`
        : `must be an object, got ${kindOf(input)}`,
  });

/** What is written in EventBridge Scheduler's syntax, UTC. */
function scheduleOf(job: Job) {
  const pattern = /^(rate\(\d+ (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$/;
  const expression = SCHEDULES.find((each) => each.job === job)?.expression ?? '';
  return matching('rate(..) or cron(..) with six fields', pattern).default(expression);
}

/** What may differ from one environment to the next, with the limits and the default of each. */
export const settingsSchema = group({
  /** Days that counts are kept. */
  retentionDays: wholeFrom(30, 3650).default(400),
  /** Keeps the table when the stack goes, and refuses to delete it. */
  retainData: yesOrNo.default(false),
  /**
   * Memory of each function in MB, as measured in docs/operations.md; a full CPU comes at 1769, and
   * 3008 is the most that a new account may ask for.
   */
  memory: group(
    {
      ingest: megabytes.default(512),
      api: megabytes.default(1769),
      tail: megabytes.default(1024),
      seal: megabytes.default(1769),
      score: megabytes.default(3008),
      deliver: megabytes.default(256),
    },
    'memory.',
  ).prefault({}),
  /** When each job runs. */
  schedules: group(
    {
      tail: scheduleOf('tail'),
      seal: scheduleOf('seal'),
      score: scheduleOf('score'),
      close: scheduleOf('close'),
    },
    'schedules.',
  ).prefault({}),
  /** Requests a second that the API lets through before it answers 429. */
  requestsPerSecond: wholeFrom(1, 10_000).default(500),
  /** Requests a second of one write key, on average. @default no limit of its own */
  requestsPerSecondOfKey: wholeFrom(1, 10_000).optional(),
  /** Requests that may arrive at once on top of that. */
  requestBurst: wholeFrom(1, 5_000).default(1000),
  /** Days that logs are kept, one of CloudWatch's own steps. */
  logRetentionDays: fitting<(typeof LOG_RETENTION_DAYS)[number]>(
    `one of ${LOG_RETENTION_DAYS.join(', ')}`,
    (value) => LOG_RETENTION_DAYS.includes(value),
  ).default(30),
  /** Traces with X-Ray: 5 USD per million, one request a second and 5 % of the rest, no tails. */
  tracing: yesOrNo.default(true),
  /** When an alarm rings that has no limit of its own nature. */
  alarms: group(
    {
      /** Minutes without a tail, or with an hour unsealed for two. */
      tailMinutes: wholeFrom(5, 1440).default(15),
      /** Hours without a finished scoring run: more than lie between two. */
      scoreHours: wholeFrom(1, 24).default(3),
      /** Share of the events that were refused, where that are 100 within three minutes. */
      refusedShare: share.default(0.05),
      /** Requests that were answered 4xx in 15 minutes: wrong keys and bodies. */
      refusedRequests: wholeFrom(1, 1_000_000_000).default(1000),
    },
    'alarms.',
  ).prefault({}),
  /** Who hears of trouble with Barometer itself. @default nobody: subscribe to the operators' topic */
  alarmEmail: email.optional(),
  /** Who gets every alert about accounts by email. @default nobody */
  alertEmails: z.array(email, wantsKind('a list')).default([]),
  /** A table restored from a backup, which the functions use instead. @default the stack's own */
  restoredTable: matching('the name of a table', /^[\w.-]{3,255}$/).optional(),
  /** Where a person looks an account up; `{id}` stands for its id. @default no link in alerts */
  accountUrl: httpsUrl.optional(),
});

export type ChosenSettings = z.input<typeof settingsSchema>;
export type StackSettings = z.output<typeof settingsSchema> & { readonly environment: Environment };

export const DEFAULTS = settingsSchema.parse({});

/** Change here what an environment needs; what is not named keeps its default. */
export const ENVIRONMENT_SETTINGS: Readonly<Record<Environment, ChosenSettings>> = {
  dev: { logRetentionDays: 7 },
  staging: { logRetentionDays: 14 },
  prod: { retainData: true, logRetentionDays: 90 },
};
