import { beforeEach, expect, it } from 'vitest';
import { runLive, runRequested } from '../../../lib/runtime/jobs/score/run-score.ts';
import type { Run } from '../../../lib/scores/run/run-store.ts';
import { allClosedHeads } from '../../../lib/scores/snapshot/snapshots.ts';
import { type DurableWorld, worldBeforeClosing } from '../../support/worlds/durable-world.ts';

const DAY = '2026-11-20';

let world: DurableWorld;
beforeEach(async () => {
  world = await worldBeforeClosing();
});

async function request(runId: string): Promise<void> {
  const requestedAt = new Date(world.time.now).toISOString();
  const run: Run = { runId, asOf: DAY, trigger: 'request', status: 'running', requestedAt };
  await world.stores.runs.put(run);
}

async function kinds(): Promise<string[]> {
  const heads = await allClosedHeads(world.stores.blocks, 'default');
  return heads.map(({ asOf, kind }) => `${asOf} ${kind}`);
}

it('a second run at once waits to be tried again, and says so', async () => {
  await request('first');
  await request('second');
  const [first, second] = await Promise.allSettled([
    runRequested(world.start().services, 'first'),
    runRequested(world.start().services, 'second'),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
  const waiting = await world.stores.runs.get('second');
  const note = 'another scoring run is under way, so it is tried again';
  expect(waiting).toMatchObject({ status: 'running', note, tries: 1 });
  expect(waiting?.startedAt).toBeUndefined();
  const done = await runRequested(world.start().services, 'second');
  expect(done).toMatchObject({ status: 'done', tries: 2 });
  expect(done.note).toBeUndefined();
});

it('a second run fails where the other one outlasts all three tries', async () => {
  await request('second');
  await world.stores.runs.acquire('score', 'first', world.time.now, 60_000);
  for (const status of ['running', 'running', 'failed']) {
    const { services } = world.start();
    await expect(runRequested(services, 'second')).rejects.toMatchObject({ code: 'conflict' });
    expect(await world.stores.runs.get('second')).toMatchObject({ status });
  }
  const error = 'another scoring run is under way';
  expect(await world.stores.runs.get('second')).toMatchObject({ error, tries: 3 });
});

it('a scheduled run fails at once beside another, as its next try is a run of its own', async () => {
  await world.stores.runs.acquire('score', 'first', world.time.now, 60_000);
  await expect(runLive(world.start().services)).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.stores.runs.list(1)).toMatchObject([{ status: 'failed' }]);
});

it('a run that is delivered twice at once comes to one result', async () => {
  await request('twice');
  await Promise.all([
    runRequested(world.start().services, 'twice'),
    runRequested(world.start().services, 'twice'),
  ]);
  expect((await kinds()).filter((kind) => kind.startsWith(DAY))).toEqual(['2026-11-20 final']);
  expect(new Set(world.published.map(({ id }) => id)).size).toBe(1);
  expect(await world.stores.alerts.pending(10)).toEqual([]);
});

it('a run that lost its lease publishes nothing more and undoes nothing', async () => {
  await request('slow');
  const slow = world.start().services;
  const allLinks = async () => {
    world.time.now += 30 * 60_000;
    await runLive(world.start().services);
    return slow.profiles.allLinks();
  };
  const profiles = Object.assign(Object.create(slow.profiles), { allLinks });
  const services = { ...slow, profiles };
  await expect(runRequested(services, 'slow')).rejects.toMatchObject({ code: 'conflict' });
  expect((await kinds()).filter((kind) => kind.startsWith(DAY))).toEqual([]);
});
