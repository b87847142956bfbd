import { expect, it } from 'vitest';
import { KILLABLES, killedAndRepeated, uninterrupted } from '../kill-runs.ts';

/** At every call it would take a quarter of an hour; the fast suite kills at others. */
const STEP = 3;

it.each(KILLABLES)('$name may be killed at a third of its calls', async (killable) => {
  const wanted = await uninterrupted(killable);
  for (let call = 1; call <= wanted.calls; call += STEP) {
    const after = await killedAndRepeated(killable, call);
    expect(after.snapshots).toEqual(wanted.snapshots);
    expect(after.alertIds).toEqual(wanted.alertIds);
    expect(after.waiting).toEqual([]);
  }
});
