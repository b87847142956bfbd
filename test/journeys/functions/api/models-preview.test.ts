import { beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { createScore } from '../../../../functions/score.ts';
import { modelVersion } from '../../../../lib/model/model-versions.ts';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const LIVE = { id: 'default', events: { Opened: 1, Invited: 0 }, windows: [1, 7] };
const CANDIDATE = {
  ...LIVE,
  events: { Opened: 0, Invited: 1 },
  segments: { opener: { of: 'account', when: { event: 'Opened', atLeast: 5, days: 7 } } },
};
const PATH = '/v1/models/default/preview';

let world: ScoringWorld;
const preview = (body: unknown, query = '', key = KEYS.admin) =>
  send(createApi(world.services), PATH, { method: 'POST', key, query, body });

/** All that is stored, but for counts, which any reader may pack. */
async function stored(): Promise<string> {
  const { blocks, documents } = world.services;
  const heads = await Promise.all(
    ['snapshot/default', 'live/default', 'checked/default'].map((namespace) =>
      blocks.heads(namespace),
    ),
  );
  return JSON.stringify([heads, await documents.list('model')]);
}

beforeAll(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', LIVE);
  const timestamp = '2026-11-10T09:00:00Z';
  const traits = { name: 'Acme Inc' };
  await world.post('/v1/group', { userId: 'ada', groupId: 'acme', traits, timestamp });
  for (const day of ['2026-11-10', '2026-11-13', '2026-11-20']) {
    await world.count(day, [
      ['ada', 'acme', 'Opened', 9],
      ['ada', 'acme', 'Invited', 1],
      ['bob', 'globex', 'Opened', 1],
      ['bob', 'globex', 'Invited', 9],
      ['eve', 'initech', 'Invited', 5],
      ['eve', 'initech', 'Opened', 4],
    ]);
  }
  await world.run('2026-11-20');
});

it('the preview of a model compares it with the one in force on the last closed day', async () => {
  const { status, body } = await preview(CANDIDATE);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ model: 'default', modelVersion: 1, asOf: '2026-11-20', rankCorrelation: -1, skipped: 0 },
    windows: { live: 7, candidate: 7 },
    bands: { accounts: { live: { none: 0 } }, users: { candidate: { none: 0 } } },
    segments: expect.arrayContaining([{ segment: 'opener', of: 'account', entered: 1, left: 0 }]),
  });
  const movers = body['movers'] as { accountId: string; name: string | null; change: number }[];
  const acme = movers.find(({ accountId }) => accountId === 'acme');
  expect(acme?.name).toBe('Acme Inc');
  expect(acme?.change).toBeLessThan(0);
});

it('the preview of a model says of the one in force what its own snapshot says', async () => {
  const { body } = await preview(CANDIDATE);
  const product = await world.get('/v1/product');
  const { bands } = product.body['accounts'] as { bands: object };
  expect(body).toMatchObject({ bands: { accounts: { live: bands } } });
});

it('the preview of a model samples days a week apart, as far back as is requested', async () => {
  const days = async (query: string) =>
    ((await preview(CANDIDATE, query)).body['samples'] as { asOf: string }[]).map((s) => s.asOf);
  const four = ['2026-11-20', '2026-11-13', '2026-11-06', '2026-10-30'];
  expect(await days('days=28')).toEqual(four);
  expect(await days('days=8')).toEqual(['2026-11-20', '2026-11-13']);
  expect(await days('')).toHaveLength(13);
});

it('the preview of a model stores neither a snapshot nor a version', async () => {
  const before = await stored();
  await preview(CANDIDATE, 'days=90');
  expect(await stored()).toBe(before);
  expect(await modelVersion(world.services.documents, 'default', 2)).toBeUndefined();
});

it('the preview of a model takes what a put takes, YAML included, and refuses what a put refuses', async () => {
  const api = createApi(world.services);
  const yaml = { 'content-type': 'application/yaml' };
  const parts = { method: 'POST', key: KEYS.admin, headers: yaml };
  const body = 'id: default\nevents: { Opened: 3 }\n';
  expect((await send(api, PATH, { ...parts, body })).status).toBe(200);
  expect((await preview({ id: 'default', events: { Opened: 'x' } })).status).toBe(400);
  expect((await preview(CANDIDATE, 'days=91')).status).toBe(400);
  expect((await preview(CANDIDATE, 'days=0')).status).toBe(400);
  expect((await preview(CANDIDATE, '', KEYS.read)).status).toBe(403);
  const other = '/v1/models/other/preview';
  expect((await world.admin('POST', other, { events: { Opened: 1 } })).status).toBe(404);
});

describe('the preview of a model that is not waited for', () => {
  const publisher = { publish: async () => [] };
  /** The API with a scoring function that does its work when it is told to. */
  function withJobs() {
    const asked: string[] = [];
    const startPreview = async (previewId: string) => {
      asked.push(previewId);
    };
    const api = createApi({ ...world.services, startPreview });
    const score = createScore({ ...world.services, publisher });
    const ask = (query = 'wait=false') =>
      send(api, PATH, { method: 'POST', key: KEYS.admin, query, body: CANDIDATE });
    const read = (previewId: unknown, id = 'default') =>
      send(api, `/v1/models/${id}/previews/${previewId}`, { method: 'GET', key: KEYS.admin });
    const work = async () => {
      for (const previewId of asked.splice(0)) await score({ previewId });
    };
    return { ask, read, work };
  }

  it('the preview of a model that is not waited for says the same as one that is waited for', async () => {
    const { ask, read, work } = withJobs();
    const { status, body } = await ask('wait=false&days=14');
    expect(status).toBe(202);
    expect((await read(body['previewId'])).body).toMatchObject({ status: 'running', days: 14 });
    await work();
    const waited = (await preview(CANDIDATE, 'days=14')).body;
    expect((await read(body['previewId'])).body).toMatchObject({
      ...{ status: 'done', preview: waited },
      finishedAt: expect.any(String),
    });
    expect((await read(body['previewId'], 'other')).status).toBe(404);
  });

  it('the preview of a model that is not waited for is failed with the reason when it broke or its process was killed', async () => {
    const { ask, read, work } = withJobs();
    const killed = (await ask()).body['previewId'];
    const { time, blocks } = world.services;
    time.now += 15 * 60_000 + 1;
    expect((await read(killed)).body).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('15 minutes'),
    });
    const heads = blocks.heads.bind(blocks);
    blocks.heads = async () => {
      throw new Error('the store is gone');
    };
    await work();
    blocks.heads = heads;
    const broken = (await read(killed)).body;
    expect(broken).toMatchObject({ status: 'failed', error: 'the store is gone' });
  });

  it('the preview of a model that is not waited for is kept until twenty others were requested', async () => {
    const { ask, read } = withJobs();
    const first = (await ask()).body['previewId'];
    for (let more = 0; more < 20; more++) {
      world.services.time.now += 1;
      await ask();
    }
    expect((await read(first)).body).toMatchObject({ status: 404 });
    expect(await world.services.documents.list('preview')).toHaveLength(20);
  });
});
