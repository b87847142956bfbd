import { describe, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const DAY_MS = 24 * 3_600_000;
const DAY = '2026-03-09';

async function worldOn(instant = '2026-03-10T12:00:00Z'): Promise<ScoringWorld> {
  const world = await scoringWorld();
  world.services.time.now = Date.parse(instant);
  await world.admin('PUT', '/v1/models/default', { events: { Used: 7 }, windows: [7, 30] });
  return world;
}

const track = (world: ScoringWorld, userId: string, day: string, groupId = 'acme') =>
  world.post('/v1/track', {
    ...{ userId, event: 'Used', context: { groupId } },
    ...{ messageId: `${userId}-${day}`, timestamp: `${day}T10:00:00Z` },
  });

async function usersOn(world: ScoringWorld, asOf: string) {
  const { body } = await world.get('/v1/users', `asOf=${asOf}&limit=200`);
  const rows = body['data'] as { userId: string; rawScore: number }[];
  return Object.fromEntries(rows.map(({ userId, rawScore }) => [userId, rawScore]));
}

describe('a day that is requested long afterwards', () => {
  it('a day whose windows are cut off by the retention is refused with the first that can be had', async () => {
    const world = await worldOn();
    for (const day of ['2026-03-03', '2026-03-05', '2026-03-09']) await track(world, 'u1', day);
    await world.run(DAY);
    const good = await usersOn(world, DAY);
    expect(good).toEqual({ u1: 21 });
    for (const days of [396, 448]) {
      world.services.time.now = Date.parse('2026-03-10T12:00:00Z') + days * DAY_MS;
      const today = new Date(world.services.time.now).toISOString().slice(0, 10);
      await track(world, 'u2', today);
      const answer = await world.admin('POST', '/v1/runs', { asOf: DAY });
      expect(answer.status).toBe(400);
      const [, first = ''] = /must be (\S+) or later/.exec(String(answer.body['detail'])) ?? [];
      expect(await world.admin('POST', '/v1/runs', { asOf: first })).toMatchObject({ status: 202 });
      const before = new Date(Date.parse(first) - DAY_MS).toISOString().slice(0, 10);
      expect(await world.admin('POST', '/v1/runs', { asOf: before })).toMatchObject({
        status: 400,
      });
      await expect(world.run(DAY)).rejects.toThrow('the first day whose counts are all kept');
      expect(await usersOn(world, DAY)).toEqual(good);
    }
  });

  it('while nothing was dropped any day that is kept can be had, and none before', async () => {
    const world = await worldOn();
    await track(world, 'u1', '2025-02-10');
    await world.run(DAY);
    const request = (asOf: string) => world.admin('POST', '/v1/runs', { asOf });
    expect(await request('2025-02-12')).toMatchObject({ status: 202 });
    for (const day of ['2025-02-03', '0411-09-23']) {
      const { status, body } = await request(day);
      expect(status).toBe(400);
      expect(body['detail']).toContain('2025-02-04');
    }
  });
});

describe('a history that is imported in two goes', () => {
  it('whoever came with the second go makes days stale at once, and is in the next run of each', async () => {
    const world = await worldOn();
    await track(world, 'u1', '2025-12-01');
    await track(world, 'u1', '2026-03-08');
    await world.run(DAY);
    await world.run();
    const staleDays = async () => (await world.get('/v1/status')).body['staleDays'];
    expect(await staleDays()).toEqual([]);
    world.services.time.now += 1;
    await track(world, 'u2', '2025-12-02');
    await world.run();
    expect(await staleDays()).toEqual([DAY]);
    await world.run(DAY);
    await world.run();
    expect(await staleDays()).toEqual([]);
    expect(await usersOn(world, DAY)).toEqual({ u1: 7, u2: 0 });
    expect(await usersOn(world, 'live')).toEqual({ u1: 7, u2: 0 });
  });

  it('every closed day since is stale once older events are sealed, however old they are', async () => {
    const world = await worldOn();
    await track(world, 'u1', '2026-03-08');
    await world.run(DAY);
    await track(world, 'u2', '2025-04-01');
    world.services.time.now += 2 * 3_600_000;
    await world.run();
    expect((await world.get('/v1/status')).body['staleDays']).toEqual([DAY]);
    await world.run(DAY);
    expect((await world.get('/v1/status')).body['staleDays']).toEqual([]);
    expect(await usersOn(world, DAY)).toEqual({ u1: 7, u2: 0 });
  });
});

describe('a checkpoint of an earlier run', () => {
  const link = (world: ScoringWorld, fields: object) =>
    world.post('/v1/identify', { timestamp: '2026-03-08T10:00:00Z', ...fields });

  it.each([
    [
      'a visitor who signs in long afterwards',
      { anonymousId: 'b' },
      { userId: 'u1', anonymousId: 'b' },
    ],
    [
      'a visitor who turns out to be another user',
      { userId: 'u2', anonymousId: 'b' },
      { userId: 'u1', anonymousId: 'b' },
    ],
  ])('%s takes along what was done before the checkpoint', async (_, early, late) => {
    const world = await worldOn();
    await track(world, 'u1', '2025-09-01');
    await world.post('/v1/track', {
      anonymousId: 'b',
      event: 'Used',
      timestamp: '2025-10-05T10:00:00Z',
    });
    if ('userId' in early) await link(world, { ...early, timestamp: '2025-10-06T10:00:00Z' });
    await world.run(DAY);
    world.services.time.now += 2 * 3_600_000;
    await link(world, late);
    await world.run(DAY);
    const { body } = await world.get('/v1/users/u1', `asOf=${DAY}`);
    expect(body).toMatchObject({ lastActiveDay: '2025-10-05' });
  });

  it('two users who turn out to be one are one before the checkpoint as well', async () => {
    const world = await worldOn();
    await track(world, 'u1', '2025-09-01');
    await track(world, 'old', '2025-10-05');
    await world.run(DAY);
    world.services.time.now += 2 * 3_600_000;
    const timestamp = '2026-03-08T10:00:00Z';
    await world.post('/v1/alias', { userId: 'u1', previousId: 'old', timestamp });
    await world.run(DAY);
    expect(Object.keys(await usersOn(world, DAY))).toEqual(['u1']);
    const { body } = await world.get('/v1/users/u1', `asOf=${DAY}`);
    expect(body).toMatchObject({ lastActiveDay: '2025-10-05' });
  });
});

describe('a population of accounts', () => {
  it.each([[[7]], [[7, 90]], [[30]]])(
    'everybody ever seen in its accounts is listed, with windows %j',
    async (windows) => {
      const world = await worldOn();
      const population = { of: 'account', trait: 'plan', exists: true };
      const model = { events: { Used: 1 }, windows, population };
      await world.admin('PUT', '/v1/models/default', model);
      const timestamp = '2025-03-01T10:00:00Z';
      await world.post('/v1/group', {
        userId: 'old',
        groupId: 'acme',
        traits: { plan: 'pro' },
        timestamp,
      });
      await track(world, 'recent', '2026-03-08');
      await track(world, 'outside', '2026-03-08', 'other');
      await world.run(DAY);
      expect(Object.keys(await usersOn(world, DAY)).sort()).toEqual(['old', 'recent']);
      // Long after the day is no longer kept, the lifetime index knows it.
      world.services.time.now += 30 * DAY_MS;
      await world.run('2026-04-08');
      expect(Object.keys(await usersOn(world, '2026-04-08')).sort()).toEqual(['old', 'recent']);
    },
  );
});
