import { describe, expect, it } from 'vitest';
import { settingsFor } from '../../infra/settings-for.ts';
import { SCHEDULES } from '../../lib/model/schedules.ts';

const ALARMS = settingsFor('dev').alarms;

describe('settings', () => {
  it('the settings of prod keep the data when the stack goes, those of dev do not', () => {
    expect(settingsFor('prod').retainData).toBe(true);
    expect(settingsFor('dev').retainData).toBe(false);
  });

  it('the settings keep the default of whatever an environment does not name', () => {
    expect(settingsFor('dev')).toMatchObject({ retentionDays: 400, requestsPerSecond: 500 });
  });

  it('the settings run every job by the shared definition, unless an environment says otherwise', () => {
    for (const { job, expression } of SCHEDULES) {
      expect(settingsFor('staging').schedules[job]).toBe(expression);
    }
  });

  it.each([undefined, '', 'production', 7])(
    'the settings refuse the environment %s and name the three',
    (env) => {
      expect(() => settingsFor(env)).toThrow(/environment must be one of dev, staging, prod, got/);
    },
  );

  it.each([
    [{ retentionDays: 7 }, 'retentionDays must be a whole number from 30 to 3650, got 7'],
    [{ requestsPerSecond: 0.5 }, 'requestsPerSecond must be a whole number'],
    [{ requestBurst: 0 }, 'requestBurst must be a whole number from 1 to 5000, got 0'],
    [{ logRetentionDays: 8 as 7 }, 'logRetentionDays must be one of 1, 3, 5, 7, 14'],
    [{ alarmEmail: 'ops' }, "alarmEmail must be an email address, got 'ops'"],
    [{ alertEmails: ['a@b.co', 'x'] }, "alertEmails.1 must be an email address, got 'x'"],
    [
      { alarms: { ...ALARMS, tailMinutes: 4 } },
      'alarms.tailMinutes must be a whole number from 5 to 1440, got 4',
    ],
    [
      { alarms: { ...ALARMS, scoreHours: 25 } },
      'alarms.scoreHours must be a whole number from 1 to 24, got 25',
    ],
    [
      { alarms: { ...ALARMS, refusedShare: 5 } },
      'alarms.refusedShare must be a number over 0, at most 1, got 5',
    ],
    [
      { alarms: { ...ALARMS, refusedRequests: 0 } },
      'alarms.refusedRequests must be a whole number from 1',
    ],
    [{ restoredTable: 'a table' }, "restoredTable must be the name of a table, got 'a table'"],
    [{ accountUrl: 'http://crm.example' }, 'accountUrl must be an https URL'],
  ])('the settings refuse %o and name the setting', (chosen, message) => {
    expect(() => settingsFor('dev', chosen)).toThrow(message);
  });

  it('the settings refuse a wrong memory and a wrong schedule, both at once', () => {
    const { memory, schedules } = settingsFor('dev');
    const chosen = {
      memory: { ...memory, score: 64 },
      schedules: { ...schedules, seal: 'hourly' },
    };
    expect(() => settingsFor('dev', chosen)).toThrow(
      "settings of dev: memory.score must be a whole number from 128 to 10240, got 64; schedules.seal must be rate(..) or cron(..) with six fields, got 'hourly'",
    );
  });
});
