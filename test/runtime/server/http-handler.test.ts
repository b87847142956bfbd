import { describe, expect, it } from 'vitest';
import { gatewayRequest, send } from '../../../fixtures/gateway-request.ts';
import { createHttpHandler } from '../../../lib/runtime/server/http-handler.ts';
import type { HttpRoute, RouteResult } from '../../../lib/runtime/server/route.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';

function handlerOf(handle: HttpRoute['handle'], lines: string[] = []) {
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  return createHttpHandler([{ method: 'GET', path: '/v1/x', handle }], { log });
}

const get = { method: 'GET' };

describe('an answer with an ETag', () => {
  const result: RouteResult = { status: 200, body: { a: 1 }, etag: 's1' };
  const handler = handlerOf(async () => result);

  it.each(['"s1"', 'W/"s1"', '"s0", "s1"', '*'])(
    'an answer with an ETag is 304 for %s',
    async (tag) => {
      const answer = await send(handler, '/v1/x', { ...get, headers: { 'If-None-Match': tag } });
      expect(answer).toMatchObject({ status: 304, headers: { etag: '"s1"' }, body: {} });
    },
  );

  it.each(['"s2"', 's1', ''])('an answer with an ETag is whole for %j', async (tag) => {
    const answer = await send(handler, '/v1/x', { ...get, headers: { 'if-none-match': tag } });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"s1"' }, body: { a: 1 } });
  });
});

it('an ETag of any text is a header that can be sent', async () => {
  const etag = 'a"b\r\nset-cookie: x é😀';
  const handler = handlerOf(async () => ({ status: 200, body: {}, etag }));
  const { headers } = await send(handler, '/v1/x', get);
  expect(headers['etag']).toMatch(/^"[!#-~]+"$/);
  const again = { ...get, headers: { 'if-none-match': String(headers['etag']) } };
  expect((await send(handler, '/v1/x', again)).status).toBe(304);
});

describe('an error that nobody foresaw', () => {
  it('an unforeseen error is 500 without its details, and the log has them', async () => {
    const lines: string[] = [];
    const handler = handlerOf(() => Promise.reject(new TypeError('x of undefined')), lines);
    const answer = await send(handler, '/v1/x', get);
    expect(answer).toMatchObject({ status: 500, body: { status: 500 } });
    expect(JSON.stringify(answer.body)).not.toContain('undefined');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      error: 'TypeError',
      detail: 'x of undefined',
    });
  });
});

describe('a function that runs out of time', () => {
  it('a function that runs out of time answers 503 before it is killed', async () => {
    const handler = handlerOf(() => new Promise(() => undefined));
    const context = { getRemainingTimeInMillis: () => 510 } as Parameters<typeof handler>[1];
    const answer = await handler(gatewayRequest('/v1/x', get), context);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });
});
