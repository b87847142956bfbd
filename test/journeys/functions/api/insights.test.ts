import { beforeAll, describe, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const model = {
  id: 'default',
  events: {
    'Project Created': { weight: 9, feature: 'projects' },
    'Task Completed': { weight: 3, feature: 'tasks' },
    'Teammate Invited': { weight: 10, feature: 'team' },
    'Report Viewed': 2,
  },
  defaultWeight: 0,
  windows: [7],
  headlineWindow: 7,
  normalization: { percentile: 90, curve: 0 },
  account: { headline: 'average' },
  activation: {
    account: {
      within: 14,
      steps: [
        { id: 'invite', event: 'Teammate Invited', atLeast: 2 },
        { id: 'project', event: 'Project Created' },
      ],
    },
  },
  segments: {
    big: { of: 'account', label: 'Big ones', when: { metric: 'activeUsers', atLeast: 2 } },
  },
};

let world: ScoringWorld;
const group = (groupId: string, createdAt: string, plan: string) =>
  world.post('/v1/group', {
    userId: `owner-${groupId}`,
    groupId,
    traits: { createdAt, plan, name: groupId.toUpperCase() },
    timestamp: `${createdAt}T08:00:00Z`,
  });

beforeAll(async () => {
  world = await scoringWorld();
  const put = { ...model, lifecycle: { paid: { trait: 'plan', equals: 'team' } } };
  expect((await world.admin('PUT', '/v1/models/default', put)).status).toBe(200);
  await group('acme', '2026-11-03', 'team');
  await group('globex', '2026-10-28', 'trial');
  await group('hooli', '2026-11-18', 'trial');
  await world.count('2026-11-05', [
    ['ada', 'acme', 'Teammate Invited', 2],
    ['ada', 'acme', 'Project Created', 1],
  ]);
  await world.count('2026-11-19', [
    ['ada', 'acme', 'Task Completed', 30],
    ['bob', 'acme', 'Task Completed', 15],
    ['bob', 'acme', 'Report Viewed', 5],
    ['cid', 'globex', 'Project Created', 1],
    ['dan', 'hooli', 'Teammate Invited', 1],
  ]);
  await world.run('2026-11-20');
});

describe('GET /v1/features', () => {
  it('GET /v1/features returns users, accounts, points and rank of each feature', async () => {
    const { status, body } = await world.get('/v1/features');
    expect(status).toBe(200);
    expect(body).toMatchObject({ asOf: '2026-11-20', window: 7, otherShare: 10 / 164 });
    expect(body['data']).toMatchObject([
      { id: 'tasks', users: 2, accounts: 1, points: 135, rank: 1, rawShare: 135 / 164 },
      { id: 'team', users: 1, accounts: 1, accountsEver: 2, points: 10, rank: 2 },
      { id: 'projects', users: 1, usersEver: 2, accounts: 1, accountsEver: 2, rank: 3 },
    ]);
  });
});

describe('GET /v1/segments', () => {
  it('GET /v1/segments compares the built-in segments and those of the model', async () => {
    const { body } = await world.get('/v1/segments');
    const data = body['data'] as { id: string }[];
    expect(data.find(({ id }) => id === 'big')).toMatchObject({
      label: 'Big ones',
      of: 'account',
      builtIn: false,
      count: 1,
      activeShare: 1,
      progress: 1,
      activated: 1,
    });
    expect(data.find(({ id }) => id === 'paid')).toMatchObject({ builtIn: true, count: 1 });
    expect(data.find(({ id }) => id === 'new')).toMatchObject({ count: 1 });
    expect(data.find(({ id }) => id === 'cancelled')).toMatchObject({
      count: 0,
      score: 0,
      adoption: null,
      activeShare: null,
    });
    expect(body['all']).toMatchObject({ accounts: { count: 3 }, users: { count: 7 } });
  });
});

describe('GET /v1/activation', () => {
  it('GET /v1/activation tells how far accounts are, where they are stuck, and how long it takes', async () => {
    const { body } = await world.get('/v1/activation');
    expect(body['accounts']).toMatchObject({
      count: 3,
      distribution: [
        { done: 0, progress: 0, count: 1 },
        { done: 1, progress: 0.5, count: 1 },
        { done: 2, progress: 1, count: 1 },
      ],
      steps: [
        { id: 'invite', done: 1, missing: 2, lastMissing: 1, medianDays: 2 },
        { id: 'project', done: 2, missing: 1, medianDays: 12 },
      ],
      new: { count: 3, activated: 1, open: 1, rate: 1 / 3, medianDays: 2 },
      months: [
        { month: '2026-10', count: 1, activated: 0, open: 0, rate: 0, medianDays: null },
        { month: '2026-11', count: 2, activated: 1, open: 1, rate: 0.5, medianDays: 2 },
      ],
    });
    expect(body['users']).toBeNull();
  });

  it('GET /v1/activation tells new accounts apart by any trait that is kept', async () => {
    const { body } = await world.get('/v1/activation', 'by=plan');
    expect(body['accounts']).toMatchObject({
      by: 'plan',
      groups: [
        { value: 'team', count: 1, rate: 1 },
        { value: 'trial', count: 2, rate: 0 },
      ],
    });
  });
});

describe('activation of accounts and users that were there before there was data', () => {
  it('accounts and users that were there before there was data are no failure of new ones, in rate, months and steps', async () => {
    const other = await scoringWorld();
    const steps = [{ id: 'project', event: 'Project Created' }];
    const activation = { account: { within: 14, steps }, user: { within: 14, steps } };
    await other.admin('PUT', '/v1/models/default', { ...model, activation });
    const people = [
      ['old', '2025-01-01', 'Report Viewed'],
      ['late', '2026-11-04', 'Report Viewed'],
      ['done', '2026-11-05', 'Project Created'],
    ] as const;
    for (const [id, createdAt, event] of people) {
      const traits = { createdAt, plan: id === 'late' ? 'free' : 'team' };
      const timestamp = '2026-11-05T10:00:00Z';
      await other.post('/v1/identify', { userId: id, traits, timestamp });
      await other.post('/v1/group', { userId: id, groupId: `${id}-co`, traits, timestamp });
      await other.count('2026-11-06', [[id, `${id}-co`, event, 1]]);
    }
    await other.run('2026-11-20');
    const { body } = await other.get('/v1/activation', 'by=plan');
    const view = {
      ...{ count: 3, activated: 1, by: 'plan' },
      steps: [{ id: 'project', done: 1, missing: 1, lastMissing: 1, medianDays: 1 }],
      new: { count: 2, activated: 1, open: 0, rate: 0.5, medianDays: 1 },
      months: [{ month: '2026-11', count: 2 }],
    };
    const groups = [
      { value: 'free', count: 1, rate: 0 },
      { value: 'team', count: 1, rate: 1 },
    ];
    expect(body['accounts']).toMatchObject(view);
    expect(body['users']).toMatchObject(view);
    // The model asks for no such trait, so it was not kept.
    expect(body['users']).toMatchObject({ groups: [{ value: null, count: 2 }] });
    const lifecycle = { paid: { trait: 'plan', equals: 'team' } };
    await other.admin('PUT', '/v1/models/default', { ...model, activation, lifecycle });
    for (const [id, , event] of people) {
      const traits = { plan: event === 'Project Created' ? 'team' : 'free' };
      const timestamp = '2026-11-06T10:00:00Z';
      await other.post('/v1/identify', { userId: id, traits, timestamp });
      await other.post('/v1/group', { userId: id, groupId: `${id}-co`, traits, timestamp });
    }
    other.services.time.now += 120_000;
    await other.run('2026-11-20');
    const again = (await other.get('/v1/activation', 'by=plan')).body;
    expect(again).toMatchObject({ accounts: { groups }, users: { groups } });
  });
});

describe('the index', () => {
  it('the index measures later days by the benchmark of the first ones', async () => {
    const now = await world.get('/v1/product');
    expect(now.body).toMatchObject({ index: now.body['score'] });
    const before = world.services.time.now;
    world.services.time.now += 7 * 24 * 3_600_000;
    for (const user of ['ada', 'bob', 'cid', 'dan']) {
      await world.count('2026-11-27', [[user, 'acme', 'Task Completed', 400]]);
    }
    await world.run('2026-11-27');
    const later = await world.get('/v1/product');
    expect(later.body).toMatchObject({ asOf: '2026-11-27', score: 100, index: 100 });
    const shown = await world.get('/v1/product', 'asOf=2026-11-20');
    expect(shown.body).toMatchObject({ index: now.body['index'] });
    world.services.time.now = before;
  });
});
