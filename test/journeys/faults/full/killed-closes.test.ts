import { expect, it } from 'vitest';
import { closedAndKilled, KILLED_CLOSES } from '../kill-closes.ts';

/** The long suite kills at every eleventh call. */
const STEP = 2;
/** Another one each day, so that in two days a close is killed at every call. */
const FIRST = 1 + (Math.floor(Date.now() / 86_400_000) % STEP);

it.each(KILLED_CLOSES)(
  `$name may be killed at every second of its calls, from call ${FIRST} on`,
  async ({ open }) => {
    const whole = await closedAndKilled(await open(), Number.POSITIVE_INFINITY);
    for (let last = FIRST; last <= whole.calls; last += STEP) {
      const { state } = await closedAndKilled(await open(), last);
      expect(state).toEqual(whole.state);
    }
  },
);
