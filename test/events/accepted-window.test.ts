import { expect, it } from 'vitest';
import { dayFault } from '../../lib/events/accepted-window.ts';

const receipt = { receivedAt: Date.parse('2026-11-20T12:00:00Z'), retentionDays: 30 };

it('a day counts when any instant of it does, a retention ago to 24 hours ahead', () => {
  expect(dayFault('2026-10-21', receipt)).toBeUndefined();
  expect(dayFault('2026-11-20', receipt)).toBeUndefined();
  expect(dayFault('2026-11-21', receipt)).toBeUndefined();
});

it('a day beyond the retention or 24 hours ahead is refused', () => {
  expect(dayFault('2026-10-20', receipt)).toEqual({
    reason: 'too_old',
    message: 'the day is more than 30 days ago',
  });
  expect(dayFault('2026-11-22', receipt)).toEqual({
    reason: 'in_the_future',
    message: 'the day is more than 24 hours ahead',
  });
});
