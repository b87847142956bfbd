import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../lib/model/parse-instant.ts';

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T10:00:00.123Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21T10:00:00.123456789Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21t10:00:00z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21 10:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00,5+02', '2026-11-21T08:00:00.500Z'],
    ['2026-11-21T10:00:00-0530', '2026-11-21T15:30:00.000Z'],
    ['2026-11-21T23:30:00+01:00', '2026-11-21T22:30:00.000Z'],
    [' 2026-11-21 ', '2026-11-21T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    [1_795_255_200, '2026-11-21T10:00:00.000Z'],
    [1_795_255_200.5, '2026-11-21T10:00:00.500Z'],
    [1_795_255_200_123, '2026-11-21T10:00:00.123Z'],
    [1e11 - 1, '5138-11-16T09:46:39.000Z'],
    [1e11, '1973-03-03T09:46:40.000Z'],
    ['1795255200', '2026-11-21T10:00:00.000Z'],
    ['1795255200123', '2026-11-21T10:00:00.123Z'],
  ])('parseInstant reads %j', (value, instant) => {
    expect(new Date(parseInstant(value) ?? 0).toISOString()).toBe(instant);
  });

  it.each([
    '2026-02-30',
    '2026-02-29T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T10:60:00Z',
    '2026-11-21T10:00:60Z',
    '2026-13-01',
    '+010000-01-01T00:00:00Z',
    'Sat, 21 Nov 2026 10:00:00 GMT',
    '21.11.2026',
    '12',
    '04-02-2026',
    'Plan 7',
    '0',
    0,
    2026,
    20_261_121,
    Number.POSITIVE_INFINITY,
    true,
    null,
    {},
    [],
  ])('parseInstant finds no instant in %j', (value) => {
    expect(parseInstant(value)).toBeUndefined();
  });

  it('parseInstant reads back what a date writes, in any zone', () => {
    const instant = fc.date({
      min: new Date('1980-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, zone) => {
        const local = new Date(date.getTime() + zone * 60_000).toISOString().slice(0, -1);
        const two = (n: number) => String(n).padStart(2, '0');
        const [hours, minutes] = [Math.floor(Math.abs(zone) / 60), Math.abs(zone) % 60];
        const sign = zone < 0 ? '-' : '+';
        const text = `${local}${sign}${two(hours)}:${two(minutes)}`;
        expect(parseInstant(text)).toBe(date.getTime());
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
