import { beforeEach, expect, it, vi } from 'vitest';
import { closedHeads } from '../../../lib/scores/snapshot/snapshots.ts';
import { type ScoringWorld, scoringWorld } from '../../support/worlds/scoring-world.ts';

const DAY = '2026-11-20';

/** Reading counts twice as much, over other windows, among those who pay. */
const SALES = {
  id: 'sales',
  events: { Opened: 2, Invited: { weight: 5 } },
  windows: [3, 14],
  headlineWindow: 3,
  population: { of: 'account', trait: 'plan', equals: 'team' },
};
const DEFAULT = { id: 'default', events: { Opened: 1, Invited: 10 }, windows: [1, 7] };

let world: ScoringWorld;
const put = (model: { readonly id: string }) => world.admin('PUT', `/v1/models/${model.id}`, model);
const kinds = async (model: string) => {
  const heads = await closedHeads(world.services.blocks, model, '2026-11-01', DAY);
  return heads.map(({ asOf, kind, modelVersion }) => `${asOf} ${kind} v${modelVersion}`);
};

beforeEach(async () => {
  world = await scoringWorld();
  await put(DEFAULT);
  await put(SALES);
  for (const [groupId, plan] of Object.entries({ acme: 'team', globex: 'free' })) {
    const timestamp = '2026-11-15T12:00:00Z';
    await world.post('/v1/group', {
      userId: `${groupId}-1`,
      groupId,
      traits: { plan },
      timestamp,
    });
  }
  for (const day of ['2026-11-15', '2026-11-19', DAY]) {
    await world.count(day, [
      ['acme-1', 'acme', 'Opened', 4],
      ['acme-2', 'acme', 'Invited', 1],
      ['globex-1', 'globex', 'Opened', 7],
    ]);
  }
});

it('models side by side each score a day with their own weights, windows and population', async () => {
  await world.run(DAY);
  const plain = await world.get('/v1/accounts', 'sort=-rawScore');
  expect(plain.body).toMatchObject({ model: 'default', window: 7, total: 2 });
  // Three days: 3 x (4 + 10) and 3 x 7.
  expect(plain.body['data']).toMatchObject([
    { accountId: 'acme', rawScore: 42 },
    { accountId: 'globex', rawScore: 21 },
  ]);
  const sales = await world.get('/v1/accounts', 'model=sales');
  expect(sales.body).toMatchObject({ model: 'sales', window: 3, total: 1 });
  // Two days: 2 x (4 x 2 + 5), and nobody on a free plan.
  expect(sales.body['data']).toMatchObject([{ accountId: 'acme', rawScore: 26 }]);
  expect((await world.get('/v1/accounts', 'model=sales&window=7')).status).toBe(400);
  expect((await world.get('/v1/users', 'model=sales')).body['total']).toBe(2);
  expect((await world.get('/v1/users')).body['total']).toBe(3);
});

it('models side by side have snapshots of their own, so that one put anew leaves the other alone', async () => {
  await world.run('2026-11-19');
  await put({ ...SALES, events: { Opened: 3 } } as typeof SALES);
  await world.run(DAY);
  expect(await kinds('default')).toEqual(['2026-11-19 final v1', `${DAY} final v1`]);
  expect(await kinds('sales')).toEqual(['2026-11-19 final v1', `${DAY} final v2`]);
});

it('a model put during a run is for the next run: every window is of the version at the start', async () => {
  const { blocks } = world.services;
  const publish = blocks.publish.bind(blocks);
  vi.spyOn(blocks, 'publish').mockImplementationOnce(async (...given) => {
    await put({ ...DEFAULT, events: { Opened: 100 } } as typeof DEFAULT);
    await put({ ...SALES, events: { Opened: 100 } } as typeof SALES);
    return publish(...given);
  });
  await world.run('2026-11-19');
  expect(await kinds('default')).toEqual(['2026-11-19 final v1']);
  expect(await kinds('sales')).toEqual(['2026-11-19 final v1']);
  const raws = async (model: string, windows: readonly number[]) => {
    const pages = windows.map((window) =>
      world.get('/v1/accounts/acme', `model=${model}&window=${window}&asOf=2026-11-19`),
    );
    return (await Promise.all(pages)).map(({ body }) => [body['modelVersion'], body['rawScore']]);
  };
  expect(await raws('default', [1, 7])).toEqual([
    [1, 14],
    [1, 28],
  ]);
  expect(await raws('sales', [3, 14])).toEqual([
    [1, 13],
    [1, 26],
  ]);
  await world.run(DAY);
  expect((await kinds('default')).at(-1)).toBe(`${DAY} final v2`);
  expect((await kinds('sales')).at(-1)).toBe(`${DAY} final v2`);
});
