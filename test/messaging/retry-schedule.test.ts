import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS, retryAfterMs, retryDelayMs } from '../../lib/messaging/retry-schedule.ts';

const HOUR = 3_600_000;

function waits(jitter: number): (number | undefined)[] {
  return Array.from({ length: MAX_ATTEMPTS }, (_, at) => retryDelayMs(at + 1, jitter));
}

describe('the schedule', () => {
  it('the retry schedule makes ten attempts over 75 hours', () => {
    const seconds = waits(0).map((wait) => wait && wait / 1_000);
    expect(seconds).toEqual([
      5,
      300,
      1_800,
      7_200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      undefined,
    ]);
    const all = waits(0).reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(all / HOUR).toBeCloseTo(75.58, 2);
  });

  it('the retry schedule is stretched at random, by a tenth at most', () => {
    expect(waits(1)).toEqual(waits(0).map((wait) => wait && Math.round(wait * 1.1)));
  });

  it('the retry schedule waits longer when the receiver asks for it, for a day at most', () => {
    expect(retryDelayMs(1, 0, 60_000)).toBe(60_000);
    expect(retryDelayMs(1, 0, 99 * HOUR)).toBe(24 * HOUR);
  });

  it('the retry schedule never waits less than it says', () => {
    expect(retryDelayMs(2, 0, 1_000)).toBe(300_000);
  });

  it('the retry schedule ends after the tenth attempt, whatever the receiver asks for', () => {
    expect(retryDelayMs(10, 0, 1_000)).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:02:00 GMT', 120_000],
    ['Sunday, 01-Mar-26 12:02:00 GMT', 120_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1e9', undefined],
    ['2026', 2_026_000],
    [undefined, undefined],
  ])('a Retry-After of %s is %s ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
