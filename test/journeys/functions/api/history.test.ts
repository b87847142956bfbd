import { beforeAll, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

/** Restating looks at sealed hours, and an hour is sealed after its end. */
const TWO_HOURS = 2 * 3_600_000;

let world: ScoringWorld;
const daily = (day: string, count: number) =>
  world.count(day, [
    ['ada', 'acme', 'Opened', count],
    ['bob', 'globex', 'Opened', 10],
  ]);

beforeAll(async () => {
  world = await scoringWorld();
  await daily('2026-11-17', 5);
  await world.run('2026-11-17');
  await daily('2026-11-18', 5);
  await world.run('2026-11-18');
  await world.admin('PUT', '/v1/models/default', {
    id: 'default',
    events: { Opened: 2 },
    windows: [7],
    headlineWindow: 7,
  });
  await daily('2026-11-19', 5);
  await world.run('2026-11-19');
});

it('the history of an account has each closed day with the model version it was reported with', async () => {
  const { status, body } = await world.get('/v1/accounts/acme/history');
  expect(status).toBe(200);
  expect(body['data']).toMatchObject([
    { day: '2026-11-17', rawScore: 5, modelVersion: 0, snapshot: 'final' },
    { day: '2026-11-18', rawScore: 10, modelVersion: 0 },
    { day: '2026-11-19', rawScore: 30, modelVersion: 1 },
  ]);
});

it('the history of a user goes from one requested day to another', async () => {
  const { body } = await world.get('/v1/users/ada/history', 'from=2026-11-18&to=2026-11-18');
  expect(body['data']).toMatchObject([{ day: '2026-11-18', rawScore: 10, frequency: 2 }]);
  const wrong = await world.get('/v1/users/ada/history', 'from=2026-11-19&to=2026-11-18');
  expect(wrong.status).toBe(400);
  expect((await world.get('/v1/users/nobody/history')).status).toBe(404);
});

it('the history of an account agrees with its page of each day', async () => {
  const { body } = await world.get('/v1/accounts/acme/history');
  const days = body['data'] as { day: string; exactScore: number; change: number | null }[];
  expect(days).toHaveLength(3);
  for (const each of days) {
    const page = await world.get('/v1/accounts/acme', `asOf=${each.day}`);
    expect(page.body).toMatchObject({ exactScore: each.exactScore, change: each.change });
  }
});

it('the history of an account shows restated days, and on request what was reported', async () => {
  await world.count('2026-11-18', [['ada', 'acme', 'Opened', 50]]);
  world.services.time.now += TWO_HOURS;
  await world.run('2026-11-19');
  const now = await world.get('/v1/accounts/acme/history', 'from=2026-11-18');
  expect(now.body['data']).toMatchObject([
    { day: '2026-11-18', rawScore: 55, modelVersion: 0, snapshot: 'restated' },
    { day: '2026-11-19', rawScore: 120, modelVersion: 1, snapshot: 'restated' },
  ]);
  const then = await world.get('/v1/accounts/acme/history', 'from=2026-11-18&as=reported');
  expect(then.body['data']).toMatchObject([{ rawScore: 10 }, { rawScore: 30 }]);
});

it('the status lists closed days that late events touched as stale until a run restates them', async () => {
  world.services.time.now += 20 * 24 * 3_600_000;
  await world.count('2026-11-17', [['ada', 'acme', 'Opened', 1]]);
  world.services.time.now += TWO_HOURS;
  await world.run('2026-12-10');
  const stale = async () => (await world.get('/v1/status')).body['staleDays'];
  expect(await stale()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19']);
  for (const day of ['2026-11-17', '2026-11-18', '2026-11-19']) await world.run(day);
  expect(await stale()).toEqual([]);
});

it('a history tells what part of a change is the model\u2019s, between days of different versions', async () => {
  const other = await scoringWorld();
  const put = (curve: number) =>
    other.admin('PUT', '/v1/models/default', {
      id: 'default',
      events: { Opened: 1 },
      windows: [1],
      headlineWindow: 1,
      account: { headline: 'average' },
      normalization: { percentile: 100, curve, floor: 100 },
    });
  const days = [
    ['2026-11-18', 50, 0],
    ['2026-11-19', 40, 0],
    ['2026-11-20', 30, 2],
  ] as const;
  for (const [day, count, curve] of days) {
    await put(curve);
    await other.count(day, [['ada', 'acme', 'Opened', count]]);
    await other.run(day);
  }
  // 40 of 100 is 40 on the straight line and 64 on the curve; 30 of 100 is 52 there.
  const changed = {
    since: { day: '2026-11-19', modelVersion: 1, score: 40 },
    points: 12,
    exactPoints: expect.closeTo(12.18, 2),
    parts: {
      own: expect.closeTo(-11.51, 2),
      members: 0,
      others: 0,
      model: expect.closeTo(23.69, 2),
    },
    sentence: expect.stringMatching(
      /^rose 12 points: 24 because the model changed, less 12 from (its own activity|fewer Opened( in acme)?)$/,
    ),
  };
  for (const of of ['accounts/acme', 'users/ada']) {
    const { body } = await other.get(`/v1/${of}/history`);
    expect(body['data']).toMatchObject([
      { day: '2026-11-18', score: 50, change: null, versionChange: null },
      { day: '2026-11-19', score: 40, change: -10, parts: { own: -10 }, versionChange: null },
      { day: '2026-11-20', score: 52, previousScore: 64, change: -12, versionChange: changed },
    ]);
    const last = (await other.get(`/v1/${of}/history`, 'from=2026-11-20')).body['data'];
    expect(last).toMatchObject([{ versionChange: changed }]);
    const page = (await other.get(`/v1/${of}`)).body as { explanation: object };
    expect(page.explanation).toMatchObject({ change: { points: -12 }, versionChange: changed });
    const earlier = (await other.get(`/v1/${of}`, 'asOf=2026-11-19')).body;
    expect(earlier['explanation']).toMatchObject({ versionChange: null });
  }
});

it('the history of the product agrees with its page of each day, restated and as reported', async () => {
  const other = await scoringWorld();
  const model = { id: 'default', events: { Opened: 1 }, windows: [1, 7], headlineWindow: 7 };
  await other.admin('PUT', '/v1/models/default', model);
  const days = ['2026-11-17', '2026-11-18', '2026-11-19'];
  for (const [at, day] of days.entries()) {
    await other.count(day, [
      ['ada', 'acme', 'Opened', 10 + 40 * at],
      ['bob', 'globex', 'Opened', 5],
    ]);
    await other.run(day);
  }
  await other.count('2026-11-18', [['eve', 'globex', 'Opened', 50]]);
  other.services.time.now += TWO_HOURS;
  await other.run('2026-11-19');
  interface ProductDay {
    readonly [field: string]: unknown;
    readonly day: string;
    readonly users: object;
    readonly accounts: object;
  }
  const read = async (query: string) =>
    (await other.get('/v1/product/history', query)).body['data'] as ProductDay[];
  const seen = async (query: string) => (await read(query)).map(({ users }) => users);
  for (const query of ['window=1', 'window=7', 'window=7&as=reported']) {
    const rows = await read(query);
    expect(rows.map(({ day }) => day)).toEqual(days);
    for (const { day, window, ...row } of rows) {
      const page = await other.get('/v1/product', `asOf=${day}&${query}`);
      expect(page.body).toMatchObject({ ...row, asOf: day, window });
    }
  }
  expect(await seen('')).toMatchObject([{ seen: 2 }, { seen: 3, dau: 3, wau: 3 }, { seen: 3 }]);
  expect(await seen('as=reported')).toMatchObject([{ seen: 2 }, { seen: 2, dau: 2 }, { seen: 2 }]);
  const [row] = await read('from=2026-11-19&to=2026-11-19');
  expect(row).toMatchObject({ window: 7, modelVersion: 1, snapshot: 'restated', suspect: [] });
  expect(row?.['exactIndex']).toBeGreaterThan(Number(row?.['exactScore']));
  const none = await other.get('/v1/product/history', 'window=3');
  expect(none.body).toMatchObject({ status: 404, code: 'no_snapshot' });
});
