import { expect, it } from 'vitest';
import { KILLABLES, killedAndRepeated, uninterrupted } from '../kill-runs.ts';

/** At every third call it took twenty minutes of a core; the long suite kills at every seventeenth. */
const STEP = 7;

it.each(KILLABLES)('$name may be killed at every seventh of its calls', async (killable) => {
  const wanted = await uninterrupted(killable);
  for (let call = 1; call <= wanted.calls; call += STEP) {
    const after = await killedAndRepeated(killable, call);
    expect(after.snapshots).toEqual(wanted.snapshots);
    expect(after.alertIds).toEqual(wanted.alertIds);
    expect(after.waiting).toEqual([]);
  }
});
