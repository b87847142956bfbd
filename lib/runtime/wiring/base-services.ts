import { optionalNumber, optionalVariable, type Variables } from '../services/environment.ts';
import { createLog, type Log, writeToStandardOutput } from '../services/log.ts';
import { createMetrics, type PutMetrics } from '../services/metrics.ts';
import type { ServiceSettings } from '../services/services.ts';

const DEFAULT_RETENTION_DAYS = 400;

/** What every function has, whatever stores it works with. */
export interface BaseServices {
  readonly clock: () => number;
  readonly settings: ServiceSettings;
  readonly log: Log;
  readonly metrics: PutMetrics;
}

function settingsFrom(variables: Variables): ServiceSettings {
  const accountUrl = optionalVariable(variables, 'ACCOUNT_URL');
  const requestsPerSecond = optionalNumber(variables, 'REQUESTS_PER_SECOND');
  return {
    retentionDays: optionalNumber(variables, 'RETENTION_DAYS') ?? DEFAULT_RETENTION_DAYS,
    ...(accountUrl !== undefined && { accountUrl }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
  };
}

/** Throws `invalid` for a variable that cannot be read. */
export function baseServicesFrom(variables: Variables, service: string): BaseServices {
  const clock = () => Date.now();
  const stage = optionalVariable(variables, 'STAGE') ?? 'default';
  return {
    clock,
    settings: settingsFrom(variables),
    log: createLog(writeToStandardOutput, clock),
    metrics: createMetrics(writeToStandardOutput, clock, { service, stage }),
  };
}
