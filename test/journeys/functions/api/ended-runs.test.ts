import { expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const MINUTE = 60_000;

/** Asks for a run whose function is killed as soon as it has begun. */
async function killed(world: ScoringWorld, startedAfter?: number): Promise<string> {
  const { services } = world;
  const { body } = await world.admin('POST', '/v1/runs', { asOf: '2026-11-20' });
  const run = await services.runs.get(String(body['runId']));
  if (!run) throw new Error('the run was not stored');
  if (startedAfter !== undefined) {
    const startedAt = new Date(services.time.now + startedAfter).toISOString();
    await services.runs.put({ ...run, startedAt });
  }
  return run.runId;
}

it('a run that was killed is shown as failed once its 15 minutes are over', async () => {
  const world = await scoringWorld();
  const runId = await killed(world);
  const begin = world.services.time.now;
  world.services.time.now = begin + 15 * MINUTE;
  expect((await world.get(`/v1/runs/${runId}`)).body['status']).toBe('running');
  world.services.time.now += 1;
  const failed = {
    runId,
    status: 'failed',
    finishedAt: new Date(begin + 15 * MINUTE).toISOString(),
    error: expect.stringMatching(/did not end within 15 minutes.*start another/),
  };
  expect((await world.get(`/v1/runs/${runId}`)).body).toMatchObject(failed);
  expect((await world.get('/v1/runs')).body['data']).toMatchObject([failed]);
  expect((await world.get('/v1/status')).body['lastRun']).toMatchObject(failed);
});

it('the 15 minutes of a run begin with its work, however long it waited', async () => {
  const world = await scoringWorld();
  const runId = await killed(world, 10 * MINUTE);
  world.services.time.now += 24 * MINUTE;
  expect((await world.get(`/v1/runs/${runId}`)).body['status']).toBe('running');
  world.services.time.now += 2 * MINUTE;
  expect((await world.get(`/v1/runs/${runId}`)).body['status']).toBe('failed');
});

it('a run that ended is shown with when it began and ended', async () => {
  const world = await scoringWorld();
  const run = await world.run('2026-11-20');
  const at = new Date(world.services.time.now).toISOString();
  expect(run).toMatchObject({ status: 'done', startedAt: at, finishedAt: at });
  world.services.time.now += 60 * MINUTE;
  expect((await world.get(`/v1/runs/${run.runId}`)).body).toMatchObject({ status: 'done' });
});
