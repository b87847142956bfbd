import { describe, expect, it } from 'vitest';
import { instantMs, isoInstant, traitInstantMs } from '../../lib/model/instant.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

describe('instants', () => {
  it('isoInstant writes ISO 8601 in UTC, which instantMs reads back', () => {
    expect(isoInstant(NOON)).toBe('2026-11-21T12:00:00.000Z');
    expect(instantMs(isoInstant(NOON))).toBe(NOON);
    expect(instantMs('soon')).toBeNaN();
  });
});

describe('instants that are given as a trait', () => {
  it.each([
    ['ISO text', '2026-11-21T12:00:00Z', NOON],
    ['ISO text with an offset', '2026-11-21T13:00:00+01:00', NOON],
    ['a day, which begins at midnight UTC', '2026-11-21', NOON - 12 * 3_600_000],
    ['text that JavaScript reads as a date', 'Sat, 21 Nov 2026 12:00:00 GMT', NOON],
    ['epoch seconds', NOON / 1000, NOON],
    ['epoch milliseconds', NOON, NOON],
    ['the last number that is seconds', 1e11 - 1, (1e11 - 1) * 1000],
    ['the first number that is milliseconds', 1e11, 1e11],
  ])('traitInstantMs reads %s', (_what, value, expected) => {
    expect(traitInstantMs(value)).toBe(expected);
  });

  it.each(['epoch as text', '1795348800', '', true, null, undefined])(
    'traitInstantMs finds no instant in %j',
    (value) => {
      expect(traitInstantMs(value)).toBeNaN();
    },
  );
});
