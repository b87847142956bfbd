import { beforeEach, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../support/worlds/scoring-world.ts';

const MODEL = {
  events: { Opened: 1 },
  windows: [7],
  normalization: { percentile: 90, curve: 0 },
  account: { headline: 'total' },
};

let world: ScoringWorld;
beforeEach(async () => {
  world = await scoringWorld();
});

async function totals(): Promise<readonly (readonly [string, number, number])[]> {
  const { body } = await world.get('/v1/accounts');
  const rows = body['data'] as readonly {
    readonly accountId: string;
    readonly scores: { readonly total: number; readonly fair: number };
  }[];
  return rows
    .map(({ accountId, scores }) => [accountId, scores.total, scores.fair] as const)
    .sort();
}

it('an account outside of a population of accounts moves neither the total nor the fair score of those in it', async () => {
  const population = { of: 'account', not: { trait: 'internal', equals: true } };
  await world.admin('PUT', '/v1/models/default', { ...MODEL, population });
  await world.count('2026-11-20', [
    ['ada', 'acme', 'Opened', 5],
    ['bob', 'globex', 'Opened', 10],
  ]);
  await world.run('2026-11-20');
  const before = await totals();
  await world.post('/v1/group', {
    ...{ userId: 'eve', groupId: 'ours', timestamp: '2026-11-19T09:00:00Z' },
    traits: { internal: true },
  });
  await world.count('2026-11-20', [
    ['ada', 'ours', 'Opened', 0],
    ['eve', 'ours', 'Opened', 10],
    ['', 'ours', 'Opened', 400],
  ]);
  world.services.time.now += 7_200_000;
  await world.run('2026-11-20');
  expect(before.map(([id]) => id)).toEqual(['acme', 'globex']);
  expect(await totals()).toEqual(before);
});

it('while a day goes on no account is rising, in lists as in the product', async () => {
  await world.admin('PUT', '/v1/models/default', MODEL);
  await world.count('2026-11-01', [['ada', 'acme', 'Opened', 1]]);
  await world.count('2026-11-20', [['ada', 'acme', 'Opened', 5]]);
  await world.run();
  const live = 'asOf=live';
  expect((await world.get('/v1/accounts/acme', live)).body).toMatchObject({
    ...{ change: null, score: 100, previousScore: 0 },
    segments: [],
  });
  expect((await world.get('/v1/product', live)).body).toMatchObject({ accounts: { rising: 0 } });
  await world.run('2026-11-20');
  expect((await world.get('/v1/accounts/acme')).body).toMatchObject({ segments: ['rising'] });
});

it('an account that only its own events keep alive is active, as its frequency says', async () => {
  await world.admin('PUT', '/v1/models/default', MODEL);
  await world.count('2026-11-20', [['', 'acme', 'Opened', 3]]);
  await world.run('2026-11-20');
  expect((await world.get('/v1/accounts/acme')).body).toMatchObject({
    ...{ frequency: 1, activeUsers: 0, lastActiveDay: '2026-11-20' },
  });
  expect((await world.get('/v1/product')).body).toMatchObject({ accounts: { active: 1 } });
  const { body } = await world.get('/v1/segments');
  expect(body['all']).toMatchObject({ accounts: { activeShare: 1 } });
});
