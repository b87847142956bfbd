import { optional, optionalNumber, type Variables } from './environment.ts';
import { createLog, type Log, writeToStandardOutput } from './log.ts';
import { createMetrics, type PutMetrics } from './metrics.ts';
import type { Settings } from './services.ts';

const DEFAULT_RETENTION_DAYS = 400;

/** What every function has, whatever stores it works with. */
export interface Basics {
  readonly clock: () => number;
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: PutMetrics;
}

function settingsFrom(variables: Variables): Settings {
  const accountUrl = optional(variables, 'ACCOUNT_URL');
  const requestsPerSecond = optionalNumber(variables, 'REQUESTS_PER_SECOND');
  return {
    retentionDays: optionalNumber(variables, 'RETENTION_DAYS') ?? DEFAULT_RETENTION_DAYS,
    ...(accountUrl !== undefined && { accountUrl }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
  };
}

/** Throws `invalid` for a variable that cannot be read. */
export function basicsFrom(variables: Variables, service: string): Basics {
  const clock = () => Date.now();
  const stage = optional(variables, 'STAGE') ?? 'default';
  return {
    clock,
    settings: settingsFrom(variables),
    log: createLog(writeToStandardOutput, clock),
    metrics: createMetrics(writeToStandardOutput, clock, { service, stage }),
  };
}
