import { type Job, SCHEDULES } from '../lib/model/schedules.ts';

export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const FUNCTIONS = ['ingest', 'api', 'tail', 'seal', 'score', 'deliver'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The only retention periods that CloudWatch Logs takes, in days, up to two years. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,
] as const;

/** When an alarm rings that has no limit of its own nature. */
export interface AlarmLimits {
  /** Minutes without a tail, or with an hour unsealed for two: 5 to 1440. @default 15 */
  readonly tailMinutes: number;
  /** Hours without a finished scoring run, 1 to 24: more than lie between two. @default 3 */
  readonly scoreHours: number;
  /** Share of the events that were refused, where that are 100 within three minutes. @default 0.05 */
  readonly refusedShare: number;
  /** Requests that were answered 4xx in 15 minutes: wrong keys and bodies. @default 1000 */
  readonly refusedRequests: number;
}

/** What may differ from one environment to the next. Everything has a default, see `DEFAULTS`. */
export interface StackSettings {
  readonly environment: Environment;
  /** Days that counts are kept, 30 to 3650. @default 400 */
  readonly retentionDays: number;
  /** Keeps the table when the stack goes, and refuses to delete it. @default only in prod */
  readonly retainData: boolean;
  /** When each job runs, in EventBridge Scheduler's syntax, UTC. @default lib/model/schedules.ts */
  readonly schedules: Readonly<Record<Job, string>>;
  /** Memory of each function in MB, 128 to 10240; a full CPU comes at 1769. */
  readonly memory: Readonly<Record<FunctionName, number>>;
  /** Requests a second that the API lets through before it answers 429. @default 500 */
  readonly requestsPerSecond: number;
  /** Requests a second of one write key, on average; whole. @default no limit of its own */
  readonly requestsPerSecondOfKey?: number;
  /** Requests that may arrive at once on top of that. @default 1000 */
  readonly requestBurst: number;
  /** Days that logs are kept, one of CloudWatch's own steps. @default 30 */
  readonly logRetentionDays: (typeof LOG_RETENTION_DAYS)[number];
  /** Traces with X-Ray: 5 USD per million traces, one request a second and 5 % of the rest, no tails. @default true */
  readonly tracing: boolean;
  /** Who hears of trouble with Barometer itself. @default nobody: subscribe to the operators' topic */
  readonly alarmEmail?: string;
  /** When the alarms of the operators ring. */
  readonly alarms: AlarmLimits;
  /** Who gets every alert about accounts by email. @default nobody */
  readonly alertEmails: readonly string[];
  /** A table restored from a backup, which the functions use instead. @default the stack's own */
  readonly restoredTable?: string;
  /** Where a person looks an account up; `{id}` stands for its id. @default no link in alerts */
  readonly accountUrl?: string;
}

export const DEFAULTS: Omit<StackSettings, 'environment'> = {
  retentionDays: 400,
  retainData: false,
  schedules: expressionsOf(),
  // As measured in docs/operations.md; a full CPU comes at 1769, and 3008 is the most that a new
  // account may ask for.
  memory: { ingest: 512, api: 1769, tail: 1024, seal: 1769, score: 3008, deliver: 256 },
  requestsPerSecond: 500,
  requestBurst: 1000,
  logRetentionDays: 30,
  tracing: true,
  alarms: { tailMinutes: 15, scoreHours: 3, refusedShare: 0.05, refusedRequests: 1000 },
  alertEmails: [],
};

/** Change here what an environment needs; what is not named keeps its default. */
export const ENVIRONMENT_SETTINGS: Readonly<
  Record<Environment, Partial<Omit<StackSettings, 'environment'>>>
> = {
  dev: { logRetentionDays: 7 },
  staging: { logRetentionDays: 14 },
  prod: { retainData: true, logRetentionDays: 90 },
};

function expressionsOf(): Record<Job, string> {
  const expressions = SCHEDULES.map(({ job, expression }) => [job, expression] as const);
  const { tail = '', seal = '', score = '', close = '' } = Object.fromEntries(expressions);
  return { tail, seal, score, close };
}
