import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

describe('a key', () => {
  const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;
  const from = (headers: Record<string, string>, extra: object = {}) =>
    send(world.ingest, '/v1/track', { headers, body: { ...aTrack(), ...extra } });

  it.each([
    ['a Basic user name', { authorization: basic(`${KEYS.write}:`) }],
    ['a Basic user name without a colon', { authorization: basic(KEYS.write) }],
    ['Bearer', { authorization: `Bearer ${KEYS.write}` }],
    ['X-Write-Key', { 'x-write-key': KEYS.write }],
    ['X-Write-Key after a colon', { 'x-write-key': `x:${KEYS.write}` }],
  ])('a key is taken as %s', async (_how, headers) => {
    expect((await from(headers)).status).toBe(200);
  });

  it.each(['writeKey', 'api_key'])('a key is taken as %s in the body', async (field) => {
    expect((await from({}, { [field]: KEYS.write })).status).toBe(200);
  });

  it.each([
    ['no key', {}],
    ['an unknown key', { authorization: `Bearer wk_${'x'.repeat(40)}` }],
    ['no key of ours', { authorization: 'Bearer secret' }],
    ['a broken header', { authorization: 'Basic !!!' }],
    ['another scheme', { authorization: `Digest ${KEYS.write}` }],
  ])('a request is 401 for %s', async (_what, headers) => {
    expect(await from(headers)).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: 'https://barometer.dev/problems/unauthenticated', status: 401 },
    });
  });

  it('a read key that writes is 403, and an admin key may write', async () => {
    expect((await from({ authorization: `Bearer ${KEYS.read}` })).status).toBe(403);
    expect((await from({ authorization: `Bearer ${KEYS.admin}` })).status).toBe(200);
  });

  it('a key in the headers is checked before the body is read', async () => {
    const answer = await send(world.ingest, '/v1/track', { key: 'wk_no', body: '{' });
    expect(answer.status).toBe(401);
  });
});
