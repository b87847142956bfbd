import { describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../../lib/model/schedules.ts';
import { nextRun } from '../../../local/jobs/next-run.ts';

function next(expression: string, after: string): string {
  return new Date(nextRun(expression, Date.parse(after))).toISOString();
}

describe('the next run of a schedule', () => {
  it.each([
    ['rate(1 minute)', '2026-11-21T10:00:30Z', '2026-11-21T10:01:00.000Z'],
    ['rate(1 minute)', '2026-11-21T10:01:00Z', '2026-11-21T10:02:00.000Z'],
    ['rate(2 hours)', '2026-11-21T10:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['cron(6 * * * ? *)', '2026-11-21T10:05:59.999Z', '2026-11-21T10:06:00.000Z'],
    ['cron(6 * * * ? *)', '2026-11-21T10:06:00Z', '2026-11-21T11:06:00.000Z'],
    ['cron(10 0 * * ? *)', '2026-12-31T00:10:00Z', '2027-01-01T00:10:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-11-21T10:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-21T10:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-21T10:16:00Z', '2026-11-21T10:30:00.000Z'],
  ])('the next run of the schedule %s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('the next run of a schedule is known for every schedule of the stack', () => {
    for (const { expression } of SCHEDULES) {
      expect(nextRun(expression, 0)).toBeGreaterThan(0);
    }
  });

  it('a schedule that EventBridge would refuse is refused', () => {
    expect(() => nextRun('every minute', 0)).toThrow("'every minute' is neither");
  });
});
