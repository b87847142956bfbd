import { createScore } from '../../../functions/score.ts';
import { lastClosedDay } from '../../../lib/runtime/jobs/catch-up/last-closed-day.ts';
import { runClose } from '../../../lib/runtime/jobs/score/run-score.ts';
import { isInjected, type Life } from '../../support/stores/fate-wheel.ts';
import type { Fate } from '../../support/stores/faulty.ts';
import {
  type DurableWorld,
  emptyWorld,
  morning,
  restart,
  snapshotsOf,
  worldBeforeClosing,
} from '../../support/worlds/durable-world.ts';

/** The first day of all, which no note of an earlier closing stands before. */
async function worldBeforeItsFirstClose(): Promise<DurableWorld> {
  const world = await emptyWorld('2026-11-20T20:00:00Z');
  await world.stores.batches.put(morning('2026-11-20', 'acme', ['ada', 'bob']));
  const subscription = { id: 'dana', type: 'console', digest: 'daily', enabled: true };
  await world.stores.documents.put('subscription', 'dana', subscription, 0);
  world.time.now = Date.parse('2026-11-21T00:10:00Z');
  return world;
}

/** Whatever names a snapshot and what it says of its day, but for the hour of its making. */
async function closedSnapshots({ stores }: DurableWorld): Promise<ReadonlyMap<string, string>> {
  const all = [...(await snapshotsOf(stores))].filter(([name]) => name.startsWith('snapshot/'));
  return new Map(all.map(([name, text]) => [name, text.replace(/"hour":"[^"]*"/, '')]));
}

async function stateOf(world: DurableWorld) {
  return {
    snapshots: await closedSnapshots(world),
    ever: (await world.stores.blocks.heads('ever')).map(({ name, meta }) => [name, meta['rows']]),
    closed: await lastClosedDay(world.stores),
    alerts: [...new Set(world.published.map(({ id }) => id))].sort(),
    waiting: await world.stores.alerts.pending(10),
    digests: [...new Set(world.digests)].sort(),
    announced: [...new Set(world.announced.filter((day) => !day.endsWith('live')))].sort(),
  };
}

/** Closes until a call that is the last one, and leaves the rest to the hourly run. */
export async function closedAndKilled(world: DurableWorld, last: number) {
  let calls = 0;
  const fateOf = (life: Life): Fate => {
    if (life.dead) return 'fails before';
    if (++calls < last) return 'works';
    life.dead = true;
    return calls % 2 === 0 ? 'dies after' : 'fails before';
  };
  await runClose(world.start(fateOf).services).catch((error: unknown) => {
    if (!isInjected(error)) throw error;
  });
  world.time.now = Date.parse('2026-11-21T01:20:00Z');
  await createScore(await restart(world))({ job: 'score' });
  return { calls, state: await stateOf(world) };
}

/** A close to kill, by what it is called in a test. */
export const KILLED_CLOSES = [
  { name: 'a close', open: worldBeforeClosing, digests: 3 },
  { name: 'the first close of all', open: worldBeforeItsFirstClose, digests: 1 },
];
