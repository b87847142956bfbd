import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

describe('a body that cannot be read', () => {
  it.each([
    ['empty', '', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['text', '"x"', 400],
    ['an empty object', '{}', 400],
    ['cut JSON', '{"batch":[', 400],
    ['NaN', '{"batch":NaN}', 400],
    ['a trailing comma', '{"batch":[],}', 400],
    ['a batch that is no list', '{"batch":{}}', 400],
    ['gzip read as text', '\u001f\ufffd\b', 415],
    ['over 500 KB', JSON.stringify({ batch: [], pad: 'x'.repeat(520_000) }), 413],
    ['over 2,500 events', JSON.stringify({ batch: Array(2_501).fill({}) }), 413],
  ])('a request body that is %s is a problem', async (_what, body, status) => {
    const answer = await world.post('/v1/batch', body);
    expect(answer).toMatchObject({ status, body: { status, detail: expect.any(String) } });
    expect(world.services.stored).toEqual([]);
  });
});

describe('a number that is none', () => {
  const json = JSON.stringify({ batch: [aTrack({ userId: 'Infinity, "NaN"' }), aTrack()] });

  it.each(['NaN', 'Infinity', '-Infinity'])(
    'a property of %s, as clients in Python write it, is read as null and loses no event',
    async (written) => {
      const body = json.replaceAll(
        '"type"',
        `"properties":{"a":[${written},1],"b":${written}},"type"`,
      );
      expect((await world.post('/v1/batch', body)).body).toEqual({ success: true });
      expect(world.stored()).toMatchObject([{ actor: { id: 'Infinity, "NaN"' } }, {}]);
    },
  );

  it('a timestamp that is no number is taken as absent, and a daily sum that is none refuses itself alone', async () => {
    await world.post('/v1/track', JSON.stringify(aTrack({ timestamp: 0 })).replace('0', 'NaN'));
    const sum = '{"userId":"u1","event":"E","day":"2026-11-20","count":';
    await world.post('/v1/counts', `{"counts":[${sum}NaN},${sum}3}]}`);
    expect(world.refused()).toMatchObject([{ index: 0, reason: 'invalid_count' }]);
    expect(world.services.stored.at(-1)?.counts).toMatchObject([{ count: 3 }]);
  });

  it('a number that is none in a body that is no JSON either takes no time', async () => {
    const broken = `NaN${'"\\"'.repeat(120_000)}`;
    const begin = performance.now();
    expect((await world.post('/v1/batch', broken)).status).toBe(400);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('a packed body', () => {
  const packed = gzipSync(JSON.stringify({ batch: [aTrack()] }));
  const gzip = { headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' } };

  it('gzip that was read as text on its way is refused with what to do about it', async () => {
    const answer = await world.post('/v1/batch', packed.toString('utf8'), gzip);
    expect(answer.status).toBe(415);
    expect(answer.body['detail']).toContain('disableCompression: true');
  });

  it.each([
    ['cut gzip', packed.subarray(0, 20), 400],
    ['gzip with junk behind it', Buffer.concat([packed, Buffer.from('junk')]), 400],
    ['noise', Buffer.from([0x1f, 0x8b, 1, 2, 3]), 400],
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), 413],
  ])('a packed body that is %s is a problem', async (_what, body, status) => {
    expect((await world.post('/v1/batch', body, gzip)).status).toBe(status);
  });

  it('a request body in an unknown encoding is 415', async () => {
    const br = { headers: { 'content-encoding': 'br' } };
    expect((await world.post('/v1/batch', packed, br)).status).toBe(415);
  });

  it('a packed body is read as gzip, two gzip members, deflate, with a byte order mark, through a proxy', async () => {
    const json = JSON.stringify({ batch: [aTrack()] });
    const half = Math.floor(json.length / 2);
    const members = [gzipSync(json.slice(0, half)), gzipSync(json.slice(half))];
    const deflate = { headers: { 'content-encoding': 'deflate' } };
    const answers = [
      await world.post('/v1/batch', packed, gzip),
      await world.post('/v1/batch', Buffer.concat(members), gzip),
      await world.post('/v1/batch', deflateSync(json), deflate),
      await world.post('/v1/batch', deflateRawSync(json), deflate),
      await world.post('/v1/batch', `\uFEFF${json}`),
      await world.post('/v1/batch', Buffer.from(`\uFEFF${json}`)),
      await world.post('/v1/batch', Buffer.from(json), gzip),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(200));
    expect(world.stored()).toHaveLength(7);
  });

  it('a packed body is never taken for a problem of our own, whatever it says', async () => {
    const body = { kind: 'x', status: 200, headers: {}, body: 'mine', batch: [aTrack()] };
    expect((await world.post('/v1/batch', body)).body).toEqual({ success: true });
  });
});
