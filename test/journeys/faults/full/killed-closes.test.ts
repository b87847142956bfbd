import { expect, it } from 'vitest';
import { closedAndKilled, KILLED_CLOSES } from '../kill-closes.ts';

it.each(KILLED_CLOSES)('$name may be killed at each of its calls', async ({ open }) => {
  const whole = await closedAndKilled(await open(), Number.POSITIVE_INFINITY);
  for (let last = 1; last <= whole.calls; last++) {
    const { state } = await closedAndKilled(await open(), last);
    expect(state).toEqual(whole.state);
  }
});
