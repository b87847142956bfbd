import { optionalNumber, optionalVariable, type Variables } from '../services/environment.ts';
import { createLog, writeToStandardOutput } from '../services/log.ts';
import { createMetrics } from '../services/metrics.ts';
import type { ServiceSettings, Uses } from '../services/services.ts';

const DEFAULT_RETENTION_DAYS = 400;

function settingsFrom(variables: Variables): ServiceSettings {
  const accountUrl = optionalVariable(variables, 'ACCOUNT_URL');
  const requestsPerSecond = optionalNumber(variables, 'REQUESTS_PER_SECOND');
  return {
    retentionDays: optionalNumber(variables, 'RETENTION_DAYS') ?? DEFAULT_RETENTION_DAYS,
    ...(accountUrl !== undefined && { accountUrl }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
  };
}

/** What every function has, whatever stores it works with. Throws `invalid` for a bad variable. */
export function baseServicesFrom(
  variables: Variables,
  service: string,
): Uses<'clock' | 'settings' | 'log' | 'metrics'> {
  const clock = () => Date.now();
  const stage = optionalVariable(variables, 'STAGE') ?? 'default';
  return {
    clock,
    settings: settingsFrom(variables),
    log: createLog(writeToStandardOutput, clock),
    metrics: createMetrics(writeToStandardOutput, clock, { service, stage }),
  };
}
