import { beforeEach, describe, expect, it } from 'vitest';
import { BarometerError } from '../../lib/model/barometer-error.ts';
import { aTrack, type IngestDoor, ingestDoor } from '../support/ingest-door.ts';
import { KEYS, NOW } from '../support/test-services.ts';

let door: IngestDoor;

beforeEach(async () => {
  door = await ingestDoor();
});

describe('an answer', () => {
  it('is success, with a request id and a JSON body', async () => {
    const answer = await door.post('/v1/track', aTrack());
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': expect.stringMatching(/./),
    });
  });

  it('comes after one put that holds the whole request', async () => {
    await door.post('/v1/batch', { batch: [aTrack(), aTrack({ messageId: 'm2' })] });
    expect(await door.services.batches.readHour('2026-11-21T12')).toHaveLength(1);
    expect(door.services.stored).toMatchObject([
      { hour: '2026-11-21T12', receivedAt: NOW, source: 'web', part: 0 },
    ]);
    expect(door.stored()).toHaveLength(2);
    expect(door.services.measured).toMatchObject([{ EventsAccepted: 2, EventsRefused: 0 }]);
  });

  it('tells the events that were refused and keeps the others', async () => {
    const batch = [aTrack(), aTrack({ userId: ' ' }), 7, aTrack({ messageId: 'm2' })];
    const answer = await door.post('/v1/batch', { batch });
    expect(answer.body).toEqual({
      success: true,
      rejected: [
        { index: 1, reason: 'no_user_id', message: expect.any(String) },
        { index: 2, reason: 'malformed', message: expect.any(String) },
      ],
    });
    expect(door.stored().map(({ index }) => index)).toEqual([0, 3]);
    expect(door.refused()).toEqual(answer.body['rejected']);
  });

  it('is 400 with ?strict=1 when an event is refused, and nothing is stored', async () => {
    const batch = [aTrack(), aTrack({ userId: null })];
    const answer = await door.post('/v1/batch', { batch }, { query: 'strict=1' });
    expect(answer).toMatchObject({ status: 400, body: { rejected: [{ index: 1 }] } });
    expect(door.services.stored).toEqual([]);
  });

  it('is success without a put for an empty batch', async () => {
    expect(await door.post('/v1/batch', { batch: [] })).toMatchObject({ status: 200 });
    expect(door.services.stored).toEqual([]);
  });
});

describe('a store that fails', () => {
  const putting = (put: () => Promise<void>) => Object.assign(door.services.batches, { put });

  it('is 503 with Retry-After when it cannot be written to', async () => {
    putting(() => Promise.reject(new BarometerError('store_unavailable', 'throttled')));
    const answer = await door.post('/v1/track', aTrack());
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(door.services.measured).toEqual([{ StoreFailures: 1 }]);
  });

  it('is 503 when keys cannot be looked up', async () => {
    Object.assign(door.services.documents, {
      get: () => Promise.reject(new BarometerError('store_unavailable', 'throttled')),
    });
    expect((await door.post('/v1/track', aTrack())).status).toBe(503);
  });

  it('is 503 when more than 30 s passed between the receipt and the end of the put', async () => {
    putting(async () => {
      door.services.time.now += 30_001;
    });
    expect((await door.post('/v1/track', aTrack())).status).toBe(503);
  });

  it('is told to the log without an id, a key or what was posted', async () => {
    putting(() => Promise.reject(new Error(`no ${KEYS.write}`)));
    await door.post('/v1/track', aTrack({ userId: 'secret-user' }));
    expect(door.services.lines).toHaveLength(1);
    expect(door.services.lines.join()).not.toMatch(/secret-user|wk_w/);
  });
});

describe('a limit of requests', () => {
  it('answers 429 with an integer Retry-After, by key', async () => {
    door = await ingestDoor({ requestsPerSecond: 2 });
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await door.post('/v1/track', aTrack()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers['retry-after']).toBe('1');
    const other = await door.post('/v1/track', aTrack(), { key: KEYS.admin });
    expect(other.status).toBe(200);
    door.services.time.now += 1_000;
    expect((await door.post('/v1/track', aTrack())).status).toBe(200);
  });
});
