import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

describe('a path', () => {
  it.each(['/v1/batch/', '//v1/batch', '/v1//batch//'])(
    'a path may be written %s',
    async (path) => {
      expect((await world.post(path, { batch: [aTrack()] })).status).toBe(200);
    },
  );

  it('an unknown path is 404, and so is a known one in other letters', async () => {
    expect(await world.post('/v1/Batch', {})).toMatchObject({ status: 404, body: { status: 404 } });
  });

  it('a path answers other methods with 405 and the methods it takes', async () => {
    const answer = await send(world.ingest, '/v1/batch', { method: 'GET' });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } });
  });

  it("a path answers a browser's preflight from any origin", async () => {
    const answer = await send(world.ingest, '/v1/t', { method: 'OPTIONS' });
    expect(answer).toMatchObject({
      status: 200,
      body: { allow: 'POST, OPTIONS' },
      headers: { 'access-control-allow-origin': '*' },
    });
  });

  it("a path allows the headers that a browser's preflight asks for", async () => {
    const asked = 'anonymousid,authorization,traceparent, baggage';
    const headers = { 'access-control-request-headers': asked };
    const answer = await send(world.ingest, '/v1/t', { method: 'OPTIONS', headers });
    expect(answer.headers['access-control-allow-headers']).toBe(asked);
    const forged = { 'access-control-request-headers': 'a: b' };
    const other = await send(world.ingest, '/v1/t', { method: 'OPTIONS', headers: forged });
    expect(other.headers['access-control-allow-headers']).toMatch(/^authorization, /);
  });

  it('a path lets browsers read refusals, too', async () => {
    const answer = await send(world.ingest, '/v1/t', { body: '{}' });
    expect(answer).toMatchObject({ status: 401, headers: { 'access-control-allow-origin': '*' } });
  });

  it('the path /healthz needs no key and answers HEAD without a body', async () => {
    expect(await send(world.ingest, '/healthz', { method: 'GET' })).toMatchObject({ status: 200 });
    expect(await send(world.ingest, '/healthz', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: {},
    });
  });

  it('the path of the browser settings answers for a known write key only', async () => {
    const at = (key: string) => `/v1/projects/${key}/settings`;
    const headers = { host: 'in.example.com', 'x-forwarded-proto': 'https' };
    const answer = await send(world.ingest, at(KEYS.write), { method: 'GET', headers });
    const segment = {
      apiKey: KEYS.write,
      apiHost: 'in.example.com/v1',
      protocol: 'https',
    };
    expect(answer.body).toMatchObject({ integrations: { 'Segment.io': segment } });
    expect((await send(world.ingest, at('wk_no'), { method: 'GET' })).status).toBe(401);
  });
});
