import { beforeAll, expect, it } from 'vitest';
import { type ScoringService, scoringService } from '../../support/scoring-service.ts';

/** Restating looks at sealed hours, and an hour is sealed after its end. */
const TWO_HOURS = 2 * 3_600_000;

let service: ScoringService;
const daily = (day: string, count: number) =>
  service.count(day, [
    ['ada', 'acme', 'Opened', count],
    ['bob', 'globex', 'Opened', 10],
  ]);

beforeAll(async () => {
  service = await scoringService();
  await daily('2026-11-17', 5);
  await service.run('2026-11-17');
  await daily('2026-11-18', 5);
  await service.run('2026-11-18');
  await service.admin('PUT', '/v1/models/default', {
    id: 'default',
    events: { Opened: 2 },
    windows: [7],
    headlineWindow: 7,
  });
  await daily('2026-11-19', 5);
  await service.run('2026-11-19');
});

it('has each closed day with the model version it was reported with', async () => {
  const { status, body } = await service.get('/v1/accounts/acme/history');
  expect(status).toBe(200);
  expect(body['data']).toMatchObject([
    { day: '2026-11-17', rawScore: 5, modelVersion: 0, snapshot: 'final' },
    { day: '2026-11-18', rawScore: 10, modelVersion: 0 },
    { day: '2026-11-19', rawScore: 30, modelVersion: 1 },
  ]);
});

it('goes from one day to another', async () => {
  const { body } = await service.get('/v1/users/ada/history', 'from=2026-11-18&to=2026-11-18');
  expect(body['data']).toMatchObject([{ day: '2026-11-18', rawScore: 10, frequency: 2 }]);
  const wrong = await service.get('/v1/users/ada/history', 'from=2026-11-19&to=2026-11-18');
  expect(wrong.status).toBe(400);
  expect((await service.get('/v1/users/nobody/history')).status).toBe(404);
});

it('agrees with the page of each day', async () => {
  const { body } = await service.get('/v1/accounts/acme/history');
  for (const each of body['data'] as { day: string; exactScore: number; change: number | null }[]) {
    const page = await service.get('/v1/accounts/acme', `asOf=${each.day}`);
    expect(page.body).toMatchObject({ exactScore: each.exactScore, change: each.change });
  }
});

it('shows a restated day, and what was reported on request', async () => {
  await service.count('2026-11-18', [['ada', 'acme', 'Opened', 50]]);
  service.services.time.now += TWO_HOURS;
  await service.run('2026-11-19');
  const now = await service.get('/v1/accounts/acme/history', 'from=2026-11-18');
  expect(now.body['data']).toMatchObject([
    { day: '2026-11-18', rawScore: 55, modelVersion: 0, snapshot: 'restated' },
    { day: '2026-11-19', rawScore: 120, modelVersion: 1, snapshot: 'restated' },
  ]);
  const then = await service.get('/v1/accounts/acme/history', 'from=2026-11-18&as=reported');
  expect(then.body['data']).toMatchObject([{ rawScore: 10 }, { rawScore: 30 }]);
});

it('lists old days that late events touched as stale until a run names them', async () => {
  service.services.time.now += 20 * 24 * 3_600_000;
  await service.count('2026-11-17', [['ada', 'acme', 'Opened', 1]]);
  service.services.time.now += TWO_HOURS;
  await service.run('2026-12-10');
  const stale = async () => (await service.get('/v1/status')).body['staleDays'];
  expect(await stale()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19']);
  for (const day of ['2026-11-17', '2026-11-18', '2026-11-19']) await service.run(day);
  expect(await stale()).toEqual([]);
});
