import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { createApi } from '../../../functions/api.ts';
import { createKey } from '../../../lib/runtime/services/api-keys.ts';
import { composeServices } from '../../../lib/runtime/services/compose-services.ts';
import { type IngestServer, startIngestServer } from '../../support/servers/ingest-server.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../support/worlds/ingest-world.ts';

let running: IngestServer | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const post = (world: IngestWorld, key: string) =>
  send(world.ingest, '/v1/track', { key, body: aTrack({ timestamp: undefined }) });

describe('a key that is revoked by the API', () => {
  it('a key that is revoked by the API stops within 60 s in a process that had used it and heard nothing', async () => {
    const world = await ingestWorld();
    const { services } = world;
    // The API runs in a process of its own, with caches of its own.
    const api = createApi({ ...services, ...composeServices(services) });
    const admin = (method: string, path: string, body?: object) =>
      send(api, path, { method, key: KEYS.admin, ...(body && { body }) });
    const made = await admin('POST', '/v1/keys', { role: 'write', source: 'web' });
    const { key, id } = made.body as { readonly key: string; readonly id: string };
    expect((await post(world, key)).status).toBe(200);
    expect((await admin('DELETE', `/v1/keys/${id}`)).status).toBe(200);
    const statuses: number[] = [];
    for (let second = 0; second <= 60; second += 10) {
      statuses.push((await post(world, key)).status);
      services.time.now += 10_000;
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 401]);
  });

  it('a key that is revoked by the API leaves the other keys of its source alone', async () => {
    const world = await ingestWorld();
    const { documents, clock } = world.services;
    const second = await createKey(documents, 'write', 'web', clock);
    const api = createApi(world.services);
    await send(api, `/v1/keys/${second.id}`, { method: 'DELETE', key: KEYS.admin });
    expect((await post(world, second.key)).status).toBe(401);
    expect((await post(world, KEYS.write)).status).toBe(200);
  });
});

describe('two keys of one source', () => {
  it('two keys of one source count an event once that a client sends with the old one and again with the new', async () => {
    running = await startIngestServer();
    const { documents, clock } = running.services;
    const { key } = await createKey(documents, 'write', 'web', clock);
    const event = aTrack({ timestamp: new Date().toISOString() });
    for (const each of [KEYS.write, key, KEYS.write]) {
      const headers = { authorization: `Bearer ${each}` };
      const body = JSON.stringify(event);
      await fetch(`${running.direct}/v1/track`, { method: 'POST', headers, body });
    }
    expect(running.stored()).toHaveLength(3);
    expect(await running.counted()).toEqual({ 'u1 Project Created': 1 });
  });
});

describe('a key that is rotated by the API', () => {
  it('a key that is rotated by the API gets a second one of its source beside it, and stops when it is revoked', async () => {
    const world = await ingestWorld();
    const api = createApi(world.services);
    const admin = (method: string, path: string) =>
      send(api, path, { method, key: KEYS.admin, ...(method === 'POST' && { body: {} }) });
    const first = await createKey(world.services.documents, 'write', 'shop', Date.now);
    const rotated = await admin('POST', `/v1/keys/${first.id}/rotate`);
    expect(rotated).toMatchObject({ status: 201, body: { role: 'write', source: 'shop' } });
    const second = String(rotated.body['key']);
    expect((await post(world, first.key)).status).toBe(200);
    expect((await post(world, second)).status).toBe(200);
    expect(new Set(world.services.stored.map(({ source }) => source))).toEqual(new Set(['shop']));
    await admin('DELETE', `/v1/keys/${first.id}`);
    expect((await post(world, first.key)).status).toBe(401);
    expect((await post(world, second)).status).toBe(200);
    expect((await admin('POST', `/v1/keys/${first.id}/rotate`)).status).toBe(409);
    expect((await admin('POST', '/v1/keys/none/rotate')).status).toBe(404);
    expect(JSON.stringify(await admin('GET', '/v1/keys'))).not.toContain(second);
  });
});

describe('a flood of bad keys', () => {
  const badKey = (i: number) => `wk_${String(i).padStart(43, 'x')}`;

  it('a flood of bad keys costs at most one read a key, never one for a good key, and no put', async () => {
    const world = await ingestWorld();
    const { documents } = world.services;
    await post(world, KEYS.write);
    const reads: string[] = [];
    const { get } = documents;
    Object.assign(documents, {
      get(...given: unknown[]) {
        reads.push(String(given[0]));
        return Reflect.apply(get, documents, given);
      },
    });
    for (let i = 0; i < 5_000; i++) {
      expect((await post(world, badKey(i % 2_500))).status).toBe(401);
      if (i % 100 === 0) expect((await post(world, KEYS.write)).status).toBe(200);
    }
    expect(reads).toEqual(Array(2_500).fill('key'));
    expect(world.stored()).toHaveLength(51);
  });

  it('a flood of bad keys costs no read at all for what is no key of ours', async () => {
    const world = await ingestWorld();
    const refuse = () => Promise.reject(new Error('the store was read'));
    Object.assign(world.services.documents, { get: refuse, list: refuse });
    for (const key of ['secret', 'sk_live_x', `wk_${'x'.repeat(1_000)}`]) {
      expect((await post(world, key)).status).toBe(401);
    }
  });
});

describe('the limit of requests for each key', () => {
  it('the limit of requests is held over time, names whole seconds to wait, and is each key’s own', async () => {
    const world = await ingestWorld({ requestsPerSecond: 0.5 });
    const { documents, clock, time } = world.services;
    const other = await createKey(documents, 'write', 'web', clock);
    const answers: (number | undefined)[] = [];
    for (let second = 0; second < 20; second++) {
      const answer = await post(world, KEYS.write);
      answers.push(answer.status);
      if (answer.status === 429) expect(answer.headers['retry-after']).toMatch(/^[12]$/);
      time.now += 1_000;
    }
    expect(answers.filter((status) => status === 200)).toHaveLength(10);
    expect((await post(world, other.key)).status).toBe(200);
  });
});
