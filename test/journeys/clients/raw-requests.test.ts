import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import { type IngestServer, startIngestServer } from '../../support/servers/ingest-server.ts';
import { sendRaw, statusesIn } from '../../support/servers/raw-request.ts';
import { aTrack } from '../../support/worlds/ingest-world.ts';

let server: IngestServer;

beforeEach(async () => {
  server = await startIngestServer();
});

afterEach(() => server.close());

const AUTHORIZED = `authorization: Bearer ${KEYS.write}\r\n`;

/** A good event of now, and its request as text. */
const event = (fields: object = {}) => aTrack({ timestamp: new Date().toISOString(), ...fields });

function request(body: string | Buffer, headers = '', path = '/v1/track'): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\n${AUTHORIZED}${headers}`;
  const length = `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head + length), Buffer.from(body)]);
}

async function statusOf(...parts: readonly (string | Buffer)[]): Promise<number | undefined> {
  return statusesIn(await sendRaw(server.direct, parts))[0];
}

/** After whatever came before, the server takes a good event. */
async function expectAlive() {
  const good = request(JSON.stringify(event({ userId: 'alive', messageId: 'alive' })));
  expect(await statusOf(good)).toBe(200);
  expect(await server.counted()).toMatchObject({ 'alive Project Created': 1 });
}

describe('a request on the wire', () => {
  const json = JSON.stringify(event());

  it.each([
    ['text/plain;charset=UTF-8'],
    ['application/json'],
    ['APPLICATION/JSON; charset=utf-8'],
    ['application/x-www-form-urlencoded'],
    ['application/octet-stream'],
    ['multipart/form-data'],
    ['nonsense'],
    [''],
  ])('a request is understood with the content type "%s"', async (type) => {
    expect(await statusOf(request(json, `content-type: ${type}\r\n`))).toBe(200);
    expect(await server.counted()).toEqual({ 'u1 Project Created': 1 });
  });

  it('a request is understood without a content type', async () => {
    expect(await statusOf(request(json))).toBe(200);
  });

  it.each(['', 'text/plain', 'application/x-www-form-urlencoded', 'application/json'])(
    'a request is understood when it is gzip that is called "%s"',
    async (type) => {
      const headers = `content-type: ${type}\r\ncontent-encoding: gzip\r\n`;
      expect(await statusOf(request(gzipSync(json), headers))).toBe(200);
      expect(await server.counted()).toEqual({ 'u1 Project Created': 1 });
    },
  );

  it('a request is understood in chunks, one letter at a time, and after asking to go on', async () => {
    const head = `POST /v1/track HTTP/1.1\r\nhost: x\r\n${AUTHORIZED}`;
    const chunks = [...json].map((letter) => `1\r\n${letter}\r\n`);
    const chunked = [`${head}transfer-encoding: chunked\r\n\r\n`, ...chunks, '0\r\n\r\n'];
    expect(await statusOf(...chunked)).toBe(200);
    const answer = await sendRaw(server.direct, [request(json, 'expect: 100-continue\r\n')]);
    expect(statusesIn(answer)).toEqual([100, 200]);
    expect(await server.counted()).toEqual({ 'u1 Project Created': 1 });
  });

  it('a request is answered in its turn when others are sent before the first was answered', async () => {
    const many = Array.from({ length: 20 }, (_, i) =>
      request(JSON.stringify(event({ messageId: `m${i}` }))),
    );
    const answer = await sendRaw(server.direct, [Buffer.concat(many)]);
    expect(statusesIn(answer)).toEqual(Array(20).fill(200));
    expect(await server.counted()).toEqual({ 'u1 Project Created': 20 });
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['TLS', Buffer.from('160301020001000001fc0303', 'hex'), 400],
    ['no such method', 'BREW /v1/track HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    ['no host', 'POST /v1/track HTTP/1.1\r\ncontent-length: 0\r\n\r\n', 400],
    ['a header over 16 KB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a length that is none', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
    ],
    [
      'a broken chunk',
      'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    ['a path that is no text', 'GET /%00%ff%zz HTTP/1.1\r\nhost: x\r\n\r\n', 404],
    ['a long path', `GET /${'x'.repeat(10_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 404],
    ['another site', 'GET http://example.com/healthz HTTP/1.1\r\nhost: x\r\n\r\n', 200],
    ['dots', 'GET /v1/../healthz HTTP/1.1\r\nhost: x\r\n\r\n', 404],
  ])(
    'a request that is %s is answered and leaves the server alive',
    async (_what, text, status) => {
      expect(await statusOf(text)).toBe(status);
      await expectAlive();
    },
  );

  it('a request that breaks off is not stored and leaves the server alive', async () => {
    const whole = request(json);
    for (const length of [10, 60, whole.length - 1]) {
      expect(await statusOf(whole.subarray(0, length))).not.toBe(200);
    }
    expect(server.stored()).toEqual([]);
    await expectAlive();
  });

  it('a request over 10 MB is cut off, and one over 500 KB is told that it is too large', async () => {
    const [large, huge] = [Buffer.alloc(1_500_000, ' '), Buffer.alloc(11_000_000, ' ')];
    expect(await statusOf(request(large))).toBe(413);
    expect([413, undefined]).toContain(await statusOf(request(huge)));
    await expectAlive();
  });

  it('a request that packs 100 MB into 100 KB is told at once that it is too large', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    const began = process.memoryUsage().rss;
    for (let i = 0; i < 10; i++) {
      expect(await statusOf(request(bomb, 'content-encoding: gzip\r\n'))).toBe(413);
    }
    expect(process.memoryUsage().rss - began).toBeLessThan(100_000_000);
    await expectAlive();
  });
});

describe('names that mean something to JavaScript', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', 'length'];

  it('names that mean something to JavaScript are counted as users, accounts and events like any other', async () => {
    const batch = names.flatMap((name) => [
      event({ userId: name, event: name, messageId: `${name}-1` }),
      event({ userId: name, event: name, groupId: name, messageId: `${name}-2` }),
    ]);
    await statusOf(request(JSON.stringify({ batch }), '', '/v1/batch'));
    expect(server.refused()).toEqual([]);
    const counted = await server.counted();
    for (const name of names) expect(counted[`${name} ${name}`]).toBe(2);
  });

  it('names that mean something to JavaScript do no harm as fields', async () => {
    const body = '{"__proto__":{"userId":"evil"},"constructor":{"prototype":{}},"event":"E"}';
    expect(await statusOf(request(body))).toBe(200);
    expect(server.refused()).toMatchObject([{ reason: 'no_user_id' }]);
    expect(({} as Record<string, unknown>)['userId']).toBeUndefined();
  });
});

describe('text of every kind', () => {
  it.each([
    ['NUL', 'a\u0000b'],
    ['right to left', 'مشروع‏'],
    ['emoji', '👩‍👩‍👧‍👦 🚀'],
    ['separators', 'a#b%23c|d/e\\f'],
    ['line ends', 'a\r\nb\u2028c'],
    ['markup', '<script>alert(1)</script>=cmd|" /C calc"!A0'],
  ])('a text of every kind is kept as it is: %s', async (_what, text) => {
    const body = JSON.stringify(event({ userId: text, event: text, messageId: text }));
    expect(await statusOf(request(body))).toBe(200);
    expect(await server.counted()).toEqual({ [`${text} ${text}`]: 1 });
  });
});
