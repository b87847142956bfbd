import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Activity,
  type ScoringWorld,
  scoringWorld,
} from '../../../support/worlds/scoring-world.ts';

const ACCOUNTS = 1_200; // Three chunks of a snapshot, six pages.
const AT_ONCE = 1_000;
const DAY = '2026-11-20';
const OWNERS = ['kim', 'lee', 'max', 'noa'];

interface Row {
  readonly userId: string;
  readonly accountId: string;
  readonly name: string | null;
  readonly exactScore: number;
  readonly rawScore: number;
  readonly change: number | null;
  readonly owner: string | null;
  readonly segments: readonly string[];
}

const nth = Array.from({ length: ACCOUNTS }, (_, at) => at);
/** These came on the day itself, so nothing of them has changed. */
const isNew = (at: number): boolean => at % 5 === 0;
/** Few different values, so that most rows tie. */
const activity = (at: number, more = 0): Activity => {
  return [`u${at}`, `a${at}`, 'Opened', 1 + ((at * 7) % 40) + more];
};

async function inParts(
  rows: readonly number[],
  send: (part: readonly number[]) => Promise<unknown>,
) {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await send(rows.slice(from, from + AT_ONCE));
  }
}

let world: ScoringWorld;

async function page(query: string, list = 'accounts') {
  const { status, body } = await world.get(`/v1/${list}`, query);
  expect(status).toBe(200);
  const next = body['next'] as string | null;
  return { rows: body['data'] as Row[], next, total: body['total'] as number };
}

/** Every page of a list, one after another. */
async function walk(query: string, list = 'accounts'): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  for (;;) {
    const read = await page(`limit=200&${query}${cursor}`, list);
    rows.push(...read.rows);
    if (read.next === null) return rows;
    cursor = `&cursor=${encodeURIComponent(read.next)}`;
  }
}

beforeAll(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', {
    ...{ id: 'default', events: { Opened: 1 }, windows: [1, 7], owner: { trait: 'csm' } },
    segments: { busy: { of: 'account', when: { metric: 'score', atLeast: 60 } } },
  });
  await inParts(nth, (part) => {
    const batch = part.map((at) => ({
      type: 'group',
      ...{
        userId: `u${at}`,
        groupId: `a${at}`,
        timestamp: `${isNew(at) ? DAY : '2026-11-10'}T09:00:00Z`,
      },
      traits: { name: `Company ${(at * 37) % ACCOUNTS}`, csm: OWNERS[at % OWNERS.length] },
    }));
    return world.post('/v1/batch', { batch });
  });
  const old = nth.filter((at) => !isNew(at));
  await inParts(old, (part) =>
    world.count(
      '2026-11-13',
      part.map((at) => activity(at)),
    ),
  );
  await inParts(nth, (part) =>
    world.count(
      DAY,
      part.map((at) => activity(at, at % 3)),
    ),
  );
  await world.run(DAY);
});

describe('a walk over 1,200 accounts by cursor', () => {
  it.each([
    'sort=-score',
    'sort=score',
    'sort=-change',
    'sort=change',
    'sort=name',
    'sort=-rawScore',
  ])('a walk over 1,200 accounts by cursor meets every account once, %s', async (query) => {
    const rows = await walk(query);
    expect(rows).toHaveLength(ACCOUNTS);
    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(ACCOUNTS);
  });

  it('a walk over 1,200 accounts by cursor has no gap or repeat in odd pages of one filter', async () => {
    const met: string[] = [];
    let cursor = '';
    do {
      const read = await page(`owner=kim&sort=-change&limit=77${cursor}`);
      met.push(...read.rows.map(({ accountId }) => accountId));
      cursor = read.next === null ? '' : `&cursor=${encodeURIComponent(read.next)}`;
    } while (cursor !== '');
    const all = await walk('owner=kim&sort=-change');
    expect(met).toEqual(all.map(({ accountId }) => accountId));
    expect(met).toHaveLength(ACCOUNTS / OWNERS.length);
  });

  it('a walk over users by cursor meets every user once', async () => {
    const rows = await walk('sort=-score', 'users');
    const ids = rows.map((row) => row.userId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(ACCOUNTS);
  });

  it('a list refuses the cursor of another list', async () => {
    const { next } = await page('sort=-score');
    const cursor = `cursor=${encodeURIComponent(next ?? '')}`;
    expect((await world.get('/v1/accounts', `sort=score&${cursor}`)).status).toBe(400);
    expect((await world.get('/v1/users', cursor)).status).toBe(400);
  });
});

describe('a sorted list', () => {
  it('a sorted list goes down with - in front and up without', async () => {
    const scores = (await walk('sort=-score')).map(({ exactScore }) => exactScore);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const raws = (await walk('sort=rawScore')).map(({ rawScore }) => rawScore);
    expect(raws).toEqual([...raws].sort((a, b) => a - b));
    expect(new Set(raws).size).toBeGreaterThan(20);
  });

  it.each(['sort=-change', 'sort=change'])(
    'a sorted list has accounts without a change last, %s',
    async (query) => {
      const changes = (await walk(query)).map(({ change }) => change);
      const first = changes.indexOf(null);
      expect(first).toBeGreaterThan(0);
      expect(changes.slice(first).every((change) => change === null)).toBe(true);
    },
  );

  it('a list refuses to be sorted by a field that it cannot be sorted by', async () => {
    expect((await world.get('/v1/accounts', 'sort=-nothing')).status).toBe(400);
  });
});

describe('a filtered list', () => {
  it('a filtered list has the accounts of an owner, of a segment, of both, and no other', async () => {
    const all = await walk('');
    const busy = all.filter(({ segments }) => segments.includes('busy'));
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(ACCOUNTS);
    expect(await walk('segment=busy')).toEqual(busy);
    expect(await walk('owner=lee')).toEqual(all.filter(({ owner }) => owner === 'lee'));
    const both = busy.filter(({ owner }) => owner === 'lee');
    expect(await walk('segment=busy&owner=lee')).toEqual(both);
    expect((await page('segment=busy&owner=lee&limit=1')).total).toBe(both.length);
    expect(await page('owner=nobody')).toEqual({ rows: [], next: null, total: 0 });
  });

  it('a filtered list finds accounts by id and by name, in any case', async () => {
    expect((await walk('q=a1199')).map(({ accountId }) => accountId)).toEqual(['a1199']);
    const found = await walk('q=cOMPANY%20119');
    expect(found).toHaveLength(11);
    expect(found.every(({ name }) => name?.startsWith('Company 119'))).toBe(true);
  });
});

describe('a list read before', () => {
  const read = (query: string, tag: string) =>
    world.get('/v1/accounts', query, { 'if-none-match': tag });

  it('a list that was read before is 304 until a run changes the scores', async () => {
    const { headers } = await world.get('/v1/accounts', 'limit=50');
    const tag = String(headers['etag']);
    const again = await read('limit=50', tag);
    expect(again).toMatchObject({ status: 304, body: {} });
    expect((await read('limit=50&window=1', tag)).status).toBe(200);
    await world.count(DAY, [['u1', 'a1', 'Opened', 99]]);
    await world.run(DAY);
    const changed = await read('limit=50', tag);
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(tag);
  });
});
