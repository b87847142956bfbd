import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { createIngest } from '../../../../functions/ingest.ts';
import { BarometerError } from '../../../../lib/model/barometer-error.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { aTrack } from '../../../support/worlds/ingest-world.ts';
import { type TestServices, testServices } from '../../../support/worlds/test-services.ts';

let services: TestServices;
let api: HttpHandler;

beforeEach(async () => {
  services = await testServices();
  api = createApi(services);
});

const call = (method: string, path: string, body?: unknown, key = KEYS.admin) =>
  send(api, path, { method, key, body });

describe('a key', () => {
  it('a key is shown when it is made, and never again', async () => {
    const made = await call('POST', '/v1/keys', { role: 'write', source: 'mobile' });
    expect(made).toMatchObject({ status: 201, body: { role: 'write', source: 'mobile' } });
    const key = String(made.body['key']);
    expect(key).toMatch(/^wk_[\w-]{43}$/);
    const list = JSON.stringify((await call('GET', '/v1/keys')).body);
    expect(list).toContain(made.body['id']);
    expect(list).not.toContain(key);
  });

  it('a key works at once and stops at once where it is revoked', async () => {
    const { body } = await call('POST', '/v1/keys', { role: 'read' });
    const key = String(body['key']);
    expect((await call('GET', '/v1/runs', undefined, key)).status).toBe(200);
    expect((await call('DELETE', `/v1/keys/${body['id']}`)).status).toBe(200);
    expect((await call('GET', '/v1/runs', undefined, key)).status).toBe(401);
    expect((await call('DELETE', '/v1/keys/none')).status).toBe(404);
  });

  it.each([[{}], [{ role: 'root' }], [{ role: 'write', source: 'a b' }], [undefined]])(
    'a key requested by %j is 400',
    async (body) => {
      expect((await call('POST', '/v1/keys', body)).status).toBe(400);
    },
  );

  it.each([
    [KEYS.write, 'GET', '/v1/models', 403],
    [KEYS.read, 'GET', '/v1/models', 200],
    [KEYS.read, 'PUT', '/v1/models/default', 403],
    [KEYS.read, 'GET', '/v1/keys', 403],
    [KEYS.read, 'POST', '/v1/runs', 403],
    ['', 'GET', '/v1/models', 401],
  ])(
    'a key that begins with "%.2s" and is used to %s %s is answered with %i',
    async (key, method, path, status) => {
      expect((await call(method, path, undefined, key)).status).toBe(status);
    },
  );
});

describe('POST /v1/runs', () => {
  it.each([
    [undefined, undefined],
    [{}, undefined],
    [{ asOf: 'live' }, undefined],
    [{ asOf: '2026-11-21' }, undefined],
    [{ asOf: '2026-11-20' }, '2026-11-20'],
  ])('POST /v1/runs with the body %j starts a run', async (body, asOf) => {
    const answer = await call('POST', '/v1/runs', body);
    expect(answer.status).toBe(202);
    const run = { runId: answer.body['runId'], trigger: 'request', status: 'running' };
    expect(services.started).toMatchObject([asOf === undefined ? run : { ...run, asOf }]);
    expect((await call('GET', `/v1/runs/${run.runId}`)).body).toMatchObject(run);
    expect((await call('GET', '/v1/runs')).body).toMatchObject({ data: [run], next: null });
  });

  it.each([[{ asOf: '2026-11-22' }], [{ asOf: '2026-02-30' }], [{ day: '2026-11-20' }], [[]]])(
    'POST /v1/runs with the body %j is 400 and starts nothing',
    async (body) => {
      expect((await call('POST', '/v1/runs', body)).status).toBe(400);
      expect(services.started).toEqual([]);
    },
  );

  it('POST /v1/runs marks a run that could not be started as failed', async () => {
    const startRun = () => Promise.reject(new BarometerError('store_unavailable', 'no'));
    api = createApi({ ...services, startRun });
    expect((await call('POST', '/v1/runs')).status).toBe(503);
    expect(await services.runs.list(5)).toMatchObject([{ status: 'failed' }]);
    expect((await call('GET', '/v1/runs/none')).status).toBe(404);
  });
});

describe('GET /v1/events/recent', () => {
  it('GET /v1/events/recent returns what arrived and what was refused, newest first, without its content', async () => {
    const ingest = createIngest(services);
    const batch = [aTrack({ properties: { secret: 1 } }), aTrack({ userId: '' })];
    await send(ingest, '/v1/batch', { key: KEYS.write, body: { batch } });
    services.time.now += 1_000;
    await send(ingest, '/v1/page', { key: KEYS.write, body: { anonymousId: 'n1' } });
    const answer = await call('GET', '/v1/events/recent');
    expect(answer.body).toMatchObject({
      data: [
        { event: 'Viewed Page', anonymousId: 'n1', source: 'web' },
        { event: 'Project Created', userId: 'u1', timestamp: '2026-11-21T11:59:00.000Z' },
        { index: 1, reason: 'no_user_id', receivedAt: '2026-11-21T12:00:00.000Z' },
      ],
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limits=5'])(
    'GET /v1/events/recent with the query %s is 400',
    async (query) => {
      const answer = await send(api, '/v1/events/recent', { method: 'GET', key: KEYS.read, query });
      expect(answer.status).toBe(400);
    },
  );
});

describe('/openapi.json', () => {
  it('/openapi.json describes every route and resolves every reference, without a key', async () => {
    const { status, body } = await send(api, '/openapi.json', { method: 'GET' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/v1/batch': { post: { 'x-role': 'write' } },
        '/v1/models/{id}': { get: {}, put: {}, delete: {} },
      },
    });
    const schemas = Object(Object(body['components'])['schemas']) as object;
    const references = JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    const named = [...references].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !Object.hasOwn(schemas, name ?? ''))).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('"$id"');
  });
});
