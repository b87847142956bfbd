import { request as httpRequest } from 'node:http';
import { createConnection } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type GatewayHandler,
  type HttpServer,
  type HttpServerOptions,
  startHttpServer,
} from '../../local/server/http-server.ts';

const servers: HttpServer[] = [];

async function start(
  route: GatewayHandler,
  more: Partial<HttpServerOptions> = {},
): Promise<HttpServer> {
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route, ...more });
  servers.push(server);
  return server;
}

/** A server that keeps the events it was given. */
async function recorder(more: Partial<HttpServerOptions> = {}) {
  const events: APIGatewayProxyEventV2[] = [];
  const server = await start(async (event) => {
    events.push(event);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  }, more);
  return { events, url: server.url };
}

async function send(
  url: string,
  body: string | Buffer,
  type?: string,
  encoding?: string,
): Promise<void> {
  const headers = new Headers();
  if (type) headers.set('content-type', type);
  if (encoding) headers.set('content-encoding', encoding);
  await fetch(url, { method: 'POST', body, headers });
}

/** `fetch` tidies paths up, so this one goes out as it is. */
function get(server: { readonly url: string }, path: string): Promise<void> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path }, (answer) => {
      answer.resume().on('end', resolve);
    });
    sent.on('error', reject).end();
  });
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe('a request as the functions get it', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['text/plain;charset=UTF-8'],
    ['application/xml'],
    ['application/javascript'],
  ])('has a body of %s as text', async (type) => {
    const { events, url } = await recorder();
    await send(url, '{"event":"Zürich 🚀"}', type);
    expect(events[0]).toMatchObject({ body: '{"event":"Zürich 🚀"}', isBase64Encoded: false });
  });

  it.each([['application/x-www-form-urlencoded'], ['application/cloudevents+json'], [undefined]])(
    'has a body of %s as base64',
    async (type) => {
      const { events, url } = await recorder();
      await send(url, Buffer.from('{"a":1}'), type);
      expect(events[0]).toMatchObject({
        body: Buffer.from('{"a":1}').toString('base64'),
        isBase64Encoded: true,
      });
    },
  );

  it('has gzipped JSON whole by default, and mangled when asked for', async () => {
    const packed = gzipSync('{"a":1}');
    const whole = await recorder();
    await send(whole.url, packed, 'application/json', 'gzip');
    expect(whole.events[0]).toMatchObject({
      body: packed.toString('base64'),
      isBase64Encoded: true,
    });
    const mangled = await recorder({ packedText: 'mangled' });
    await send(mangled.url, packed, 'application/json', 'gzip');
    expect(mangled.events[0]?.isBase64Encoded).toBe(false);
    expect(mangled.events[0]?.body?.slice(0, 2)).toBe('\u001f\ufffd');
  });

  it('keeps path, query, cookies and method apart', async () => {
    const { events, url } = await recorder();
    await fetch(`${url}/v1/accounts/a%40b.com/?x=1&x=2&q=a%20b`, {
      headers: { cookie: 'a=1; b=2' },
    });
    expect(events[0]).toMatchObject({
      rawPath: '/v1/accounts/a@b.com/',
      rawQueryString: 'x=1&x=2&q=a%20b',
      queryStringParameters: { x: '1,2', q: 'a b' },
      cookies: ['a=1', 'b=2'],
      requestContext: { http: { method: 'GET', path: '/v1/accounts/a@b.com/' } },
    });
    expect(events[0]?.headers['cookie']).toBeUndefined();
    expect(events[0]?.body).toBeUndefined();
  });

  it('survives odd paths', async () => {
    const recorded = await recorder();
    for (const path of ['//v1/batch', '/%zz', '/?__proto__=1']) await get(recorded, path);
    expect(recorded.events.map((event) => event.rawPath)).toEqual(['//v1/batch', '/%zz', '/']);
  });
});

describe('an answer', () => {
  it('carries status, headers, cookies and binary bodies', async () => {
    const server = await start(async () => ({
      statusCode: 201,
      headers: { 'x-count': 3 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    }));
    const answer = await fetch(server.url);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-count')).toBe('3');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255]);
  });

  it('is a 500 problem when a route throws, and the error is told', async () => {
    const errors: unknown[] = [];
    const server = await start(
      async () => {
        throw new Error('secret detail');
      },
      { onError: (error) => errors.push(error) },
    );
    const answer = await fetch(server.url);
    expect([answer.status, answer.headers.has('x-request-id')]).toEqual([500, true]);
    expect(await answer.text()).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });

  it('is a 413 problem for a body over 1.2 MB, and the route never sees it', async () => {
    const { events, url } = await recorder();
    const answer = await fetch(url, { method: 'POST', body: Buffer.alloc(1_200_001) });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'too_large', status: 413 });
    await send(url, Buffer.alloc(1_200_000));
    expect(events).toHaveLength(1);
  });

  it('goes on for others after a client cut its body off', async () => {
    const { events, url } = await recorder();
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await new Promise((resolve) => socket.once('ready', resolve));
    socket.destroy();
    await send(url, '{}', 'application/json');
    expect(events).toHaveLength(1);
  });
});

describe('starting and stopping', () => {
  it('fails in a line that says what to do when the port is in use', async () => {
    const first = await start(async () => ({ statusCode: 200 }));
    await expect(
      startHttpServer({ port: first.port, host: '127.0.0.1', route: async () => ({}) }),
    ).rejects.toThrow(`port ${first.port} of 127.0.0.1 is in use: stop the other program`);
  });

  it('answers what is in flight before it is closed', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const inFlight = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await start(async () => {
      arrived();
      await held;
      return { statusCode: 200, body: 'done' };
    });
    const answer = fetch(server.url);
    await inFlight;
    const closed = server.close();
    release();
    expect(await (await answer).text()).toBe('done');
    await closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
