import { describe, expect, it } from 'vitest';
import { lastClosedHour } from '../../../lib/model/hour.ts';
import { createLocalClock, earliestStart } from '../../../local/clock/local-clock.ts';

const at = (text: string) => Date.parse(text);

describe('the local clock', () => {
  it('the local clock ticks on from where it starts, in whole milliseconds', () => {
    const clock = createLocalClock(at('2018-12-01T00:30:00Z'));
    expect(clock.now()).toBeGreaterThanOrEqual(at('2018-12-01T00:30:00Z') - 1);
    expect(clock.now()).toBeLessThan(at('2018-12-01T00:30:10Z'));
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  it('the local clock steps forward and never back', () => {
    const clock = createLocalClock(at('2026-01-01T00:00:00Z'));
    clock.stepTo(at('2026-02-01T00:00:00Z'));
    expect(clock.now()).toBeGreaterThanOrEqual(at('2026-02-01T00:00:00Z'));
    clock.stepTo(at('2026-01-15T00:00:00Z'));
    expect(clock.now()).toBeGreaterThanOrEqual(at('2026-02-01T00:00:00Z'));
  });
});

describe('where the clock may start', () => {
  const asked = at('2018-12-01T00:30:00Z');

  it('the local clock starts at the requested instant when nothing later is stored', () => {
    expect(earliestStart(asked, {})).toBe(asked);
    expect(earliestStart(asked, { lastReceipt: asked - 5, sealedThrough: '2018-11-30T22' })).toBe(
      asked,
    );
  });

  it('the local clock starts after the last stored receipt', () => {
    expect(earliestStart(asked, { lastReceipt: asked + 5 })).toBe(asked + 6);
  });

  it('the local clock starts where the hour of the last seal is closed, and not a millisecond before', () => {
    const start = earliestStart(asked, { sealedThrough: '2018-12-01T07' });
    expect(start).toBe(at('2018-12-01T08:05:00Z'));
    expect(lastClosedHour(start)).toBe('2018-12-01T07');
    expect(lastClosedHour(start - 1)).toBe('2018-12-01T06');
  });
});
