import type { Fault } from '../lib/model/barometer-error.ts';
import { LOG_RETENTION_DAYS, type StackSettings } from './settings.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const TABLE = /^[\w.-]{3,255}$/;
const SCHEDULE = /^(rate\(\d+ (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$/;

/** What is wrong with the settings, by the path of the setting; empty when nothing is. */
export function settingFaults(settings: StackSettings): readonly Fault[] {
  return [
    wholeFrom(30, 3650, 'retentionDays', settings.retentionDays),
    wholeFrom(1, 10_000, 'requestsPerSecond', settings.requestsPerSecond),
    wholeFrom(1, 5_000, 'requestBurst', settings.requestBurst),
    settings.requestsPerSecondOfKey === undefined
      ? undefined
      : wholeFrom(1, 10_000, 'requestsPerSecondOfKey', settings.requestsPerSecondOfKey),
    ...Object.entries(settings.memory).map(([name, mb]) =>
      wholeFrom(128, 10_240, `memory.${name}`, mb),
    ),
    ...Object.entries(settings.schedules).map(([job, expression]) =>
      matching(SCHEDULE, 'rate(..) or cron(..) with six fields', `schedules.${job}`, expression),
    ),
    wholeFrom(5, 1440, 'alarms.tailMinutes', settings.alarms.tailMinutes),
    wholeFrom(1, 24, 'alarms.scoreHours', settings.alarms.scoreHours),
    wholeFrom(1, 1_000_000_000, 'alarms.refusedRequests', settings.alarms.refusedRequests),
    shareOf('alarms.refusedShare', settings.alarms.refusedShare),
    oneOf(LOG_RETENTION_DAYS, 'logRetentionDays', settings.logRetentionDays),
    ...settings.alertEmails.map((email, i) =>
      matching(EMAIL, 'an email address', `alertEmails.${i}`, email),
    ),
    settings.alarmEmail === undefined
      ? undefined
      : matching(EMAIL, 'an email address', 'alarmEmail', settings.alarmEmail),
    settings.restoredTable === undefined
      ? undefined
      : matching(TABLE, 'the name of a table', 'restoredTable', settings.restoredTable),
    settings.accountUrl === undefined ? undefined : httpsUrl('accountUrl', settings.accountUrl),
  ].filter((fault) => fault !== undefined);
}

function wholeFrom(least: number, most: number, path: string, got: number): Fault | undefined {
  if (Number.isInteger(got) && got >= least && got <= most) return undefined;
  return { path, message: `must be a whole number from ${least} to ${most}, got ${got}` };
}

function shareOf(path: string, got: number): Fault | undefined {
  if (got > 0 && got <= 1) return undefined;
  return { path, message: `must be a number over 0, at most 1, got ${got}` };
}

function oneOf(allowed: readonly number[], path: string, got: number): Fault | undefined {
  if (allowed.includes(got)) return undefined;
  return { path, message: `must be one of ${allowed.join(', ')}, got ${got}` };
}

function matching(pattern: RegExp, what: string, path: string, got: string): Fault | undefined {
  if (pattern.test(got)) return undefined;
  return { path, message: `must be ${what}, got '${got}'` };
}

function httpsUrl(path: string, got: string): Fault | undefined {
  if (URL.canParse(got) && new URL(got).protocol === 'https:') return undefined;
  return { path, message: `must be an https URL, got '${got}'` };
}
