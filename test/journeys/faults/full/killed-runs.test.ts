import { expect, it } from 'vitest';
import { KILLABLES, killedAndRepeated, uninterrupted } from '../kill-runs.ts';

/** At every third call it took twenty minutes of a core; the long suite kills at every seventeenth. */
const STEP = 7;
/** Another one each day, so that in a week a run is killed at every call. */
const FIRST = 1 + (Math.floor(Date.now() / 86_400_000) % STEP);

it.each(KILLABLES)(
  `$name may be killed at every seventh of its calls, from call ${FIRST} on`,
  async (killable) => {
    const wanted = await uninterrupted(killable);
    for (let call = FIRST; call <= wanted.calls; call += STEP) {
      const after = await killedAndRepeated(killable, call);
      expect(after.snapshots).toEqual(wanted.snapshots);
      expect(after.alertIds).toEqual(wanted.alertIds);
      expect(after.waiting).toEqual([]);
    }
  },
);
