import { describe, expect, it } from 'vitest';
import { KILLABLES, killedAndRepeated, uninterrupted } from './kill-runs.ts';

/** From one killed call to the next; the project `faults` kills at every seventh. */
const STEP = 17;

describe.each(KILLABLES)('$name, killed at any call and started again,', (killable) => {
  it('a run that was killed at any call and started again comes to the same bytes and alerts, and nothing in part is ever readable', async () => {
    const wanted = await uninterrupted(killable);
    expect(wanted.calls).toBeGreaterThan(50);
    expect(wanted.alertIds).toHaveLength(killable.alerts);
    expect(wanted.snapshots.size).toBeGreaterThan(wanted.earlier.size);
    for (let call = 1; call <= wanted.calls; call += STEP) {
      const after = await killedAndRepeated(killable, call);
      for (const [name, snapshot] of after.between) {
        if (!wanted.earlier.has(name)) expect(snapshot).toBe(wanted.snapshots.get(name));
      }
      expect(after.snapshots).toEqual(wanted.snapshots);
      expect(after.alertIds).toEqual(wanted.alertIds);
      expect(after.waiting).toEqual([]);
    }
  });
});
