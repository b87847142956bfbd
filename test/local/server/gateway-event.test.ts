import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startRecordingServer } from '../../support/servers/gateway-server.ts';

async function send(url: string, body: string | Buffer, type?: string, encoding?: string) {
  const headers = {
    ...(type && { 'content-type': type }),
    ...(encoding && { 'content-encoding': encoding }),
  };
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

describe('a request as the functions get it', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['text/plain;charset=UTF-8'],
    ['application/xml'],
    ['application/javascript'],
  ])('a request reaches the functions with a body of %s as text', async (type) => {
    const { events, url } = await startRecordingServer();
    await send(url, '{"event":"Zürich 🚀"}', type);
    expect(events[0]).toMatchObject({ body: '{"event":"Zürich 🚀"}', isBase64Encoded: false });
  });

  it.each([['application/x-www-form-urlencoded'], ['application/cloudevents+json'], [undefined]])(
    'a request reaches the functions with a body of %s as base64',
    async (type) => {
      const { events, url } = await startRecordingServer();
      await send(url, Buffer.from('{"a":1}'), type);
      expect(events[0]).toMatchObject({
        body: Buffer.from('{"a":1}').toString('base64'),
        isBase64Encoded: true,
      });
    },
  );

  it('a request reaches the functions with gzipped JSON whole by default, and mangled on request', async () => {
    const packed = gzipSync('{"a":1}');
    const whole = await startRecordingServer();
    await send(whole.url, packed, 'application/json', 'gzip');
    expect(whole.events[0]).toMatchObject({
      body: packed.toString('base64'),
      isBase64Encoded: true,
    });
    const mangled = await startRecordingServer({ packedText: 'mangled' });
    await send(mangled.url, packed, 'application/json', 'gzip');
    expect(mangled.events[0]?.isBase64Encoded).toBe(false);
    expect(mangled.events[0]?.body?.slice(0, 2)).toBe('\u001f\ufffd');
  });

  it('a request reaches the functions with path, query, cookies and method apart', async () => {
    const { events, url } = await startRecordingServer();
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

  it('a request with an odd path reaches the functions', async () => {
    const recorded = await startRecordingServer();
    for (const path of ['//v1/batch', '/%zz', '/?__proto__=1']) await get(recorded, path);
    expect(recorded.events.map((event) => event.rawPath)).toEqual(['//v1/batch', '/%zz', '/']);
  });
});
