import { expect, it } from 'vitest';
import { closedAndKilled, KILLED_CLOSES } from '../kill-closes.ts';

/** The long suite kills at every eleventh call. */
const STEP = 2;

it.each(KILLED_CLOSES)('$name may be killed at every second of its calls', async ({ open }) => {
  const whole = await closedAndKilled(await open(), Number.POSITIVE_INFINITY);
  for (let last = 1; last <= whole.calls; last += STEP) {
    const { state } = await closedAndKilled(await open(), last);
    expect(state).toEqual(whole.state);
  }
});
