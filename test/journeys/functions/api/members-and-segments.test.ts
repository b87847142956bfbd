import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Activity,
  type ScoringWorld,
  scoringWorld,
} from '../../../support/worlds/scoring-world.ts';

const MEMBERS = 120;
const DAY = '2026-11-20';

let world: ScoringWorld;
const idsIn = (body: Record<string, unknown>, name: string) =>
  (body['data'] as Record<string, unknown>[]).map((row) => row[name]);

beforeAll(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', {
    ...{ id: 'default', events: { Opened: 1 }, windows: [7], owner: { trait: 'csm' } },
    normalization: { percentile: 100, curve: 0, floor: 200 },
    segments: {
      fans: { of: 'user', when: { event: 'Opened', atLeast: 110, days: 7 } },
      crowds: { of: 'account', when: { metric: 'activeUsers', atLeast: 50 } },
    },
  });
  const crowd = Array.from({ length: MEMBERS }, (_, at): Activity => {
    return [`u${String(at).padStart(3, '0')}`, 'acme', 'Opened', at + 1];
  });
  await world.count('2026-11-10', [['eve', 'globex', 'Opened', 150], ...crowd.slice(0, 1)]);
  await world.count(DAY, [...crowd, ['eve', 'globex', 'Opened', 20]]);
  await world.post('/v1/identify', {
    ...{ userId: 'eve', timestamp: '2026-11-10T09:00:00Z' },
    traits: { name: 'Eve Moneypenny', email: 'eve@mi6.example', createdAt: '2025-01-31' },
  });
  await world.run(DAY);
});

describe('the members of an account', () => {
  it('the members of an account come page by page, each once, the most engaged first', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await world.get('/v1/accounts/acme/users', `limit=50${cursor}`);
      expect(body).toMatchObject({ total: MEMBERS, asOf: DAY, window: 7 });
      seen.push(...idsIn(body, 'userId'));
      cursor = body['next'] === null ? '' : `&cursor=${encodeURIComponent(String(body['next']))}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(MEMBERS);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('the members of an account are sorted, searched and ranked', async () => {
    const { body } = await world.get('/v1/accounts/acme/users', 'sort=score&limit=2');
    expect(body['data']).toMatchObject([
      { userId: 'u000', rank: 120, score: 1 },
      { userId: 'u001', rank: 119 },
    ]);
    const found = await world.get('/v1/accounts/acme/users', 'q=U11');
    expect(found.body['total']).toBe(10);
    const wrong = await world.get('/v1/accounts/acme/users', 'sort=name');
    expect(wrong.body).toMatchObject({
      status: 400,
      errors: [{ path: 'sort', message: expect.stringContaining('score, lastActiveDay, role') }],
    });
  });

  it('the members of an account are the first fifty on its own page, and 304 by their tag', async () => {
    const page = (await world.get('/v1/accounts/acme')).body;
    expect(page['users']).toHaveLength(50);
    expect(page).toMatchObject({ knownUsers: MEMBERS, champion: { userId: 'u119' } });
    const { headers } = await world.get('/v1/accounts/acme/users');
    const again = await world.get('/v1/accounts/acme/users', '', {
      'if-none-match': String(headers['etag']),
    });
    expect(again.status).toBe(304);
  });
});

describe('the users of a segment', () => {
  it('the users of a segment are those in a built-in segment, in one of the model, or in an account that is in it', async () => {
    const users = async (segment: string) =>
      idsIn(
        (await world.get('/v1/users', `segment=${segment}&sort=-rawScore&limit=200`)).body,
        'userId',
      );
    expect(await users('falling')).toEqual(['eve']);
    expect(await users('rising')).toEqual([]);
    expect(await users('fans')).toHaveLength(11);
    expect(await users('crowds')).toHaveLength(MEMBERS);
    expect((await world.get('/v1/users/eve')).body['segments']).toEqual(['falling', 'mature']);
  });

  it('the users of a segment may depend on the day of creation, and are found by name and email', async () => {
    for (const query of ['segment=mature', 'q=MONEYP', 'q=mi6', 'q=EVE']) {
      const { body } = await world.get('/v1/users', query);
      expect(body['data']).toMatchObject([{ userId: 'eve', name: 'Eve Moneypenny' }]);
    }
    const data = (await world.get('/v1/segments')).body['data'] as Record<string, unknown>[];
    const mature = data.filter(({ id, of }) => id === 'mature' && of === 'user');
    expect(mature).toMatchObject([{ count: 1 }]);
  });

  it('the users of a segment are compared as its accounts are, each under its own subject kind', async () => {
    const data = (await world.get('/v1/segments')).body['data'] as Record<string, unknown>[];
    const falling = data.filter(({ id }) => id === 'falling');
    const figures = { count: 1, builtIn: true, score: 10, activeShare: 1, index: 10, adoption: 1 };
    expect(falling).toMatchObject([
      { of: 'account', count: 1 },
      { of: 'user', ...figures },
    ]);
    expect(data.filter(({ id }) => id === 'paid').map(({ of }) => of)).toEqual(['account']);
    expect(data.filter(({ id }) => id === 'fans')).toMatchObject([{ of: 'user', count: 11 }]);
  });

  it('the users of an unknown segment are refused with a list of the segments there are', async () => {
    const users = await world.get('/v1/users', 'segment=fan');
    expect(users.body).toMatchObject({
      status: 400,
      errors: [{ path: 'segment', message: expect.stringMatching(/^must be one of new, .*fans/) }],
    });
    const accounts = await world.get('/v1/accounts', 'segment=fans');
    expect(accounts.status).toBe(400);
    expect(JSON.stringify(accounts.body)).toContain('crowds');
  });
});

describe('an answer that shows more than a snapshot', () => {
  it('an answer that shows more than a snapshot is 304 until something in it changes', async () => {
    for (const path of ['/v1/accounts/globex', '/v1/users/eve', '/v1/segments', '/v1/activation']) {
      const tag = async () => String((await world.get(path)).headers['etag']);
      const known = { 'if-none-match': await tag() };
      expect(await world.get(path, '', known)).toMatchObject({ status: 304 });
      expect((await world.get(path, 'window=7', known)).status).toBe(304);
    }
    const before = String((await world.get('/v1/accounts/globex')).headers['etag']);
    const timestamp = '2026-11-11T09:00:00Z';
    const traits = { name: 'Globex' };
    await world.post('/v1/group', { userId: 'eve', groupId: 'globex', traits, timestamp });
    await world.run();
    const after = await world.get('/v1/accounts/globex', '', { 'if-none-match': before });
    expect(after).toMatchObject({ status: 200, body: { name: 'Globex' } });
  });
});

describe('a request for what was never scored', () => {
  it('a request for what was never scored is answered with the models there are, or with the run that would score the day', async () => {
    const model = await world.get('/v1/product', 'model=sales');
    expect(model.body).toMatchObject({
      ...{ status: 404, code: 'not_found' },
      detail: "there is no model 'sales', there are: default",
    });
    const day = await world.get('/v1/product', 'asOf=2026-11-01');
    expect(day.body).toMatchObject({ status: 404, code: 'no_snapshot' });
    expect(String(day.body['detail'])).toContain('POST /v1/runs');
    const by = await world.get('/v1/accounts', 'by=plan');
    expect(by.body).toMatchObject({ status: 400, errors: [{ path: 'query' }] });
  });
});
