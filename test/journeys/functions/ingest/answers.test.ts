import { beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../../../fixtures/keys.ts';
import { BarometerError } from '../../../../lib/model/barometer-error.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';
import { NOW } from '../../../support/worlds/test-services.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

describe('an answer', () => {
  it('an accepted request is answered with success, a request id and a JSON body', async () => {
    const answer = await world.post('/v1/track', aTrack());
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': expect.stringMatching(/./),
    });
  });

  it('the answer to a request comes after one put that holds the whole request', async () => {
    await world.post('/v1/batch', { batch: [aTrack(), aTrack({ messageId: 'm2' })] });
    expect(await world.services.batches.readHour('2026-11-21T12')).toHaveLength(1);
    expect(world.services.stored).toMatchObject([
      { hour: '2026-11-21T12', receivedAt: NOW, source: 'web', part: 0 },
    ]);
    expect(world.stored()).toHaveLength(2);
    expect(world.services.measured).toMatchObject([{ EventsAccepted: 2, EventsRefused: 0 }]);
  });

  it('the answer to a request names the events that were refused, and the others are kept', async () => {
    const batch = [aTrack(), aTrack({ userId: ' ' }), 7, aTrack({ messageId: 'm2' })];
    const answer = await world.post('/v1/batch', { batch });
    expect(answer.body).toEqual({
      success: true,
      rejected: [
        { index: 1, reason: 'no_user_id', message: expect.any(String) },
        { index: 2, reason: 'malformed', message: expect.any(String) },
      ],
    });
    expect(world.stored().map(({ index }) => index)).toEqual([0, 3]);
    expect(world.refused()).toEqual(answer.body['rejected']);
  });

  it('a request with ?strict=1 is 400 when an event is refused, and nothing is stored', async () => {
    const batch = [aTrack(), aTrack({ userId: null })];
    const answer = await world.post('/v1/batch', { batch }, { query: 'strict=1' });
    expect(answer).toMatchObject({ status: 400, body: { rejected: [{ index: 1 }] } });
    expect(world.services.stored).toEqual([]);
  });

  it('an empty batch is success without a put', async () => {
    expect(await world.post('/v1/batch', { batch: [] })).toMatchObject({ status: 200 });
    expect(world.services.stored).toEqual([]);
  });
});

describe('a store that fails', () => {
  const putting = (put: () => Promise<void>) => Object.assign(world.services.batches, { put });

  it('a request is 503 with Retry-After when the store cannot be written to', async () => {
    putting(() => Promise.reject(new BarometerError('store_unavailable', 'throttled')));
    const answer = await world.post('/v1/track', aTrack());
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(world.services.measured).toEqual([{ StoreFailures: 1 }]);
  });

  it('a request is 503 when its key cannot be looked up', async () => {
    Object.assign(world.services.documents, {
      get: () => Promise.reject(new BarometerError('store_unavailable', 'throttled')),
    });
    expect((await world.post('/v1/track', aTrack())).status).toBe(503);
  });

  it('a request is 503 when more than 30 s passed between its receipt and the end of the put', async () => {
    putting(async () => {
      world.services.time.now += 30_001;
    });
    expect((await world.post('/v1/track', aTrack())).status).toBe(503);
  });

  it('a store failure is logged without an id, a key or what was posted', async () => {
    putting(() => Promise.reject(new Error(`no ${KEYS.write}`)));
    await world.post('/v1/track', aTrack({ userId: 'secret-user' }));
    expect(world.services.lines).toHaveLength(1);
    expect(world.services.lines.join()).not.toMatch(/secret-user|wk_w/);
  });
});

describe('a limit of requests', () => {
  it('a request over the limit of its key is 429 with an integer Retry-After', async () => {
    world = await ingestWorld({ requestsPerSecond: 2 });
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await world.post('/v1/track', aTrack()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers['retry-after']).toBe('1');
    const other = await world.post('/v1/track', aTrack(), { key: KEYS.admin });
    expect(other.status).toBe(200);
    world.services.time.now += 1_000;
    expect((await world.post('/v1/track', aTrack())).status).toBe(200);
  });
});
