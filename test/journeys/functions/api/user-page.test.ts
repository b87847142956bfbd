import { beforeAll, describe, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const model = {
  id: 'default',
  events: {
    'Task Completed': { weight: 3, feature: 'tasks' },
    'Task Planned': { weight: 1, feature: 'tasks' },
    'Report Viewed': { weight: 1, feature: 'reports' },
    'Data Exported': { weight: 1, feature: 'exports' },
  },
  windows: [7],
  features: { sso: { label: 'Single sign-on', when: { trait: 'sso', equals: true } } },
  activation: {
    user: {
      steps: [
        { id: 'task', label: 'Complete three tasks', event: 'Task Completed', atLeast: 3 },
        { id: 'report', event: 'Report Viewed' },
      ],
    },
  },
};

let world: ScoringWorld;
const days = (day: string) => `${day}T10:00:00Z`;
interface Page {
  readonly features: readonly { readonly id: string; readonly used: boolean }[];
  readonly adoption: number;
  readonly adoptionEver: number;
}

beforeAll(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', {
    ...model,
    features: { ...model.features, tasks: { key: true }, reports: { key: true } },
  });
  await world.admin('PUT', '/v1/models/default', {
    ...model,
    features: {
      sso: { ...model.features.sso, key: true },
      tasks: { label: 'Tasks', key: true },
      reports: { key: true },
      exports: { key: true },
    },
  });
  const traits = { name: 'Ada Lovelace', email: 'ada@example.com' };
  await world.post('/v1/identify', { userId: 'ada', traits, timestamp: days('2026-11-01') });
  await world.post('/v1/group', {
    ...{ userId: 'ada', groupId: 'acme', timestamp: days('2026-11-12') },
    traits: { sso: true },
  });
  // Before she signed in: her browser's own id.
  await world.post('/v1/track', {
    anonymousId: 'browser',
    event: 'Report Viewed',
    timestamp: days('2026-09-02'),
  });
  const signedIn = { userId: 'ada', anonymousId: 'browser', timestamp: days('2026-09-03') };
  await world.post('/v1/identify', signedIn);
  await world.count('2026-10-01', [['ada', 'acme', 'Task Planned', 1]]);
  await world.count('2026-11-18', [
    ['ada', 'acme', 'Task Completed', 3],
    ['max', 'globex', 'Task Completed', 9],
    ['max', 'globex', 'Data Exported', 9],
    ['max', 'globex', 'Report Viewed', 9],
  ]);
  await world.count('2026-11-20', [['ada', 'acme', 'Task Planned', 1]]);
  for (const day of ['2026-09-02', '2026-11-18', '2026-11-20']) await world.run(day);
});

describe('a user\u2019s page', () => {
  it('the page of a user has the first and the last day of each key feature, settings and linked ids included', async () => {
    const { status, body } = await world.get('/v1/users/ada');
    expect(status).toBe(200);
    expect(body['features']).toEqual([
      ...[{ id: 'sso', label: 'Single sign-on', used: true }].map((sso) => {
        return { ...sso, firstDay: '2026-11-12', lastDay: '2026-11-20' };
      }),
      { id: 'tasks', label: 'Tasks', used: true, firstDay: '2026-10-01', lastDay: '2026-11-20' },
      {
        ...{ id: 'reports', label: 'reports', used: false },
        ...{ firstDay: '2026-09-02', lastDay: '2026-09-02' },
      },
      { id: 'exports', label: 'exports', used: false, firstDay: null, lastDay: null },
    ]);
  });

  it('the page of a user agrees with the share of key features in lists', async () => {
    const { body } = await world.get('/v1/users');
    const rows = body['data'] as readonly { readonly userId: string; readonly adoption: number }[];
    expect(rows.map(({ userId }) => userId).sort()).toEqual(['ada', 'max']);
    for (const { userId, adoption } of rows) {
      const page = (await world.get(`/v1/users/${userId}`)).body as unknown as Page;
      const used = page.features.filter((feature) => feature.used);
      expect([page.adoption, adoption]).toEqual([used.length / 4, used.length / 4]);
    }
  });

  it('the page of a user names no feature next that fewer than five of the best accounts use', async () => {
    const ada = await world.get('/v1/users/ada');
    expect(ada.body['nextStep']).toBeNull();
    expect(ada.body).not.toHaveProperty('nextStepNote');
  });

  it('the page of a user tells the activation steps that are done and those that are missing', async () => {
    const ada = (await world.get('/v1/users/ada')).body['activation'];
    expect(ada).toEqual({
      progress: 1,
      activatedAt: '2026-11-18',
      steps: [
        { id: 'task', label: 'Complete three tasks', done: true, day: '2026-11-18' },
        { id: 'report', label: 'report', done: true, day: '2026-09-02' },
      ],
    });
    expect((await world.get('/v1/users/max')).body['activation']).toMatchObject({ progress: 1 });
  });

  it('the page of a user calls the user by name, with its traits and its alerts, as lists do', async () => {
    const known = { name: 'Ada Lovelace', traits: { email: 'ada@example.com' } };
    const { body } = await world.get('/v1/users/ada');
    expect(body).toMatchObject({ ...known, alerts: [], accounts: ['acme'] });
    const list = (await world.get('/v1/users', 'q=ADA')).body['data'];
    expect(list).toMatchObject([{ userId: 'ada', ...known }]);
  });

  it('the page of a user shows nothing of later days on an earlier one', async () => {
    const { body } = await world.get('/v1/users/ada', 'asOf=2026-11-18');
    expect(body['features']).toMatchObject([
      { id: 'sso', firstDay: '2026-11-12', lastDay: '2026-11-18' },
      { id: 'tasks', lastDay: '2026-11-18' },
      {},
      {},
    ]);
    const first = await world.get('/v1/users/ada', 'asOf=2026-09-02');
    expect(first.body['features']).toMatchObject([
      { id: 'sso', used: false, firstDay: null },
      { id: 'tasks', firstDay: null },
      { id: 'reports', used: true, firstDay: '2026-09-02' },
      { id: 'exports', firstDay: null },
    ]);
  });
});
