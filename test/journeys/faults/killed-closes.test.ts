import { describe, expect, it } from 'vitest';
import { closedAndKilled, KILLED_CLOSES } from './kill-closes.ts';

/** From one killed call to the next; the project `faults` kills at every second. */
const STEP = 11;

describe.each(KILLED_CLOSES)('$name that was killed, whose every later try failed,', (close) => {
  it('a close that was killed and whose every later try failed is made up for by the next hourly run', async () => {
    const whole = await closedAndKilled(await close.open(), Number.POSITIVE_INFINITY);
    expect(whole.calls).toBeGreaterThan(50);
    expect(whole.state).toMatchObject({ closed: '2026-11-20', waiting: [] });
    expect(whole.state.digests).toHaveLength(close.digests);
    for (let last = 1; last <= whole.calls; last += STEP) {
      const { state } = await closedAndKilled(await close.open(), last);
      expect(state).toEqual(whole.state);
    }
  });
});
