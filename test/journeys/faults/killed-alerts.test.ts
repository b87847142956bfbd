import { describe, expect, it } from 'vitest';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import type { Alert } from '../../../lib/alerts/alert.ts';
import { dynamoStores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { isInjected } from '../../support/stores/fate-wheel.ts';
import { type Fate, faulty } from '../../support/stores/faulty.ts';
import { ALERT_SCENES, type AlertScene, factOf } from './alert-scenes.ts';
import { memoryTable } from './fault-table.ts';

/** The real stores over a table that lasts, and everything that ever went out. */
async function stage(scene: AlertScene) {
  const { client, table } = memoryTable();
  const told: Alert[] = [];
  const out = {
    publish: async (alerts: readonly Alert[]) => {
      told.push(...alerts);
      return alerts.map(({ id }) => id);
    },
  };
  const sound = dynamoStores(client, table, Date.now);
  await scene.prepare(sound);
  const run = (fateOf: () => Fate) =>
    scene.job(dynamoStores(faulty(client, fateOf), table, Date.now), faulty(out, fateOf));
  return { told, sound, run };
}

/** Each fact under one id, nothing waiting, and each alert on the list once. */
async function expectAllTold(
  scene: AlertScene,
  { told, sound }: Awaited<ReturnType<typeof stage>>,
) {
  const facts = new Map(told.map((alert) => [alert.id, factOf(alert)]));
  expect([...facts.values()].sort()).toEqual([...scene.told].sort());
  expect(await sound.alerts.pending(1)).toEqual([]);
  const { alerts } = await sound.alerts.list(200);
  expect(alerts).toHaveLength(scene.listed ?? scene.told.length);
}

describe.each(ALERT_SCENES)('alerts of $name', (scene) => {
  it('alerts of $name are published under one id each, whichever call to the table or the bus was the last', async () => {
    const whole = await stage(scene);
    let calls = 0;
    await whole.run(() => {
      calls++;
      return 'works';
    });
    await expectAllTold(scene, whole);
    expect(calls).toBeGreaterThan(scene.told.length * 3);
    for (let kill = 1; kill <= calls; kill++) {
      for (const last of ['fails before', 'dies after'] as const) {
        const staged = await stage(scene);
        let call = 0;
        const fateOf = (): Fate => {
          call++;
          if (call < kill) return 'works';
          return call === kill ? last : 'fails before';
        };
        await staged.run(fateOf).catch((error: unknown) => {
          if (!isInjected(error)) throw error;
        });
        await staged.run(() => 'works');
        await expectAllTold(scene, staged);
      }
    }
  });

  it('alerts of $name are published under one id each when fifty processes evaluate at once', async () => {
    const staged = await stage(scene);
    await Promise.allSettled(Array.from({ length: 50 }, () => staged.run(() => 'works')));
    await staged.run(() => 'works');
    await expectAllTold(scene, staged);
  });

  it.each([1, 2, 3, 4, 5])(
    'alerts of $name survive ten processes at once among faults, seed %i',
    async (seed) => {
      const staged = await stage(scene);
      const next = numbersFrom(seed);
      const fateOf = (): Fate => {
        if (next(20) > 0) return 'works';
        return next(2) === 0 ? 'fails before' : 'dies after';
      };
      for (let round = 0; round < 10; round++) {
        await Promise.allSettled(Array.from({ length: 10 }, () => staged.run(fateOf)));
      }
      await staged.run(() => 'works');
      await expectAllTold(scene, staged);
    },
  );
});
