import type { Alert } from '../../../lib/alerts/alert.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { runClose, runLive, runRequested } from '../../../lib/runtime/jobs/score/run-score.ts';
import type { Run } from '../../../lib/scores/run/run-store.ts';
import { isInjected, type Life } from '../../support/stores/fate-wheel.ts';
import type { Fate } from '../../support/stores/faulty.ts';
import {
  type DurableWorld,
  restart,
  snapshotsOf,
  worldBeforeClosing,
} from '../../support/worlds/durable-world.ts';

/** A job to kill, by what it is called in a test. */
export interface Killable {
  readonly name: string;
  readonly job: (services: RunServices) => Promise<unknown>;
  /** Days that passed before it begins. @default none */
  readonly pauseDays?: number;
  readonly alerts: number;
}

const REQUESTED: Run = {
  runId: 'run-1',
  asOf: '2026-11-20',
  trigger: 'request',
  status: 'running',
  requestedAt: '2026-11-21T00:09:00.000Z',
};

export const KILLABLES: readonly Killable[] = [
  {
    name: 'a requested run',
    job: (services) => runRequested(services, REQUESTED.runId),
    alerts: 1,
  },
  { name: 'the close of a day', job: runClose, alerts: 1 },
  { name: 'the close of three days after a pause', job: runClose, pauseDays: 2, alerts: 2 },
  { name: 'a live run', job: runLive, alerts: 0 },
];

async function worldBefore({ pauseDays = 0 }: Killable): Promise<DurableWorld> {
  const world = await worldBeforeClosing();
  await world.stores.runs.put(REQUESTED);
  world.time.now += pauseDays * 86_400_000;
  return world;
}

/** Kills the process at a call, before or after it acted; `count` says how far it came. */
function killedAt(call: number, acted: boolean) {
  const count = { calls: 0 };
  const fateOf = (life: Life): Fate => {
    if (life.dead) return 'fails before';
    if (++count.calls < call) return 'works';
    life.dead = true;
    return acted ? 'dies after' : 'fails before';
  };
  return { count, fateOf };
}

/** What an uninterrupted run comes to, and in how many calls. */
export async function uninterrupted(killable: Killable) {
  const world = await worldBefore(killable);
  const earlier = new Set((await snapshotsOf(world.stores)).keys());
  const { count, fateOf } = killedAt(Number.POSITIVE_INFINITY, false);
  await killable.job(world.start(fateOf).services);
  const snapshots = await snapshotsOf(world.stores);
  return { snapshots, earlier, calls: count.calls, alertIds: idsOf(world.published) };
}

function idsOf(alerts: readonly Alert[]): string[] {
  return [...new Set(alerts.map(({ id }) => id))].sort();
}

/** What stands after the kill, and what after another process did the job again. */
export async function killedAndRepeated(killable: Killable, call: number) {
  const world = await worldBefore(killable);
  const { services } = world.start(killedAt(call, call % 2 === 0).fateOf);
  await killable.job(services).catch((error: unknown) => {
    if (!isInjected(error)) throw error;
  });
  const between = await snapshotsOf(world.stores);
  await killable.job(await restart(world));
  return {
    between,
    snapshots: await snapshotsOf(world.stores),
    alertIds: idsOf(world.published),
    waiting: await world.stores.alerts.pending(10),
  };
}
