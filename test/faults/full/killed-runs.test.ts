import { expect, it } from 'vitest';
import { KILLABLES, killedAndRepeated, uninterrupted } from '../kill-runs.ts';

it.each(KILLABLES)('$name may be killed at each of its calls', async (killable) => {
  const wanted = await uninterrupted(killable);
  for (let call = 1; call <= wanted.calls; call++) {
    const after = await killedAndRepeated(killable, call);
    expect(after.snapshots).toEqual(wanted.snapshots);
    expect(after.alertIds).toEqual(wanted.alertIds);
    expect(after.waiting).toEqual([]);
  }
});
