import { describe, expect, it } from 'vitest';
import { dayFromNumber, dayNumber, daysInRange, isDay } from '../../lib/model/day.ts';

describe('days', () => {
  it.each(['2026-11-21', '2024-02-29', '0001-01-01'])('%s is a day of the calendar', (text) => {
    expect(isDay(text)).toBe(true);
    expect(dayFromNumber(dayNumber(text))).toBe(text);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-11-31',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-11-1',
    '2026-11-21T00:00',
    '',
  ])('%j is no day of the calendar', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('a range of days crosses the ends of months and years', () => {
    expect(daysInRange('2026-12-31', '2027-01-01')).toEqual(['2026-12-31', '2027-01-01']);
  });
});
