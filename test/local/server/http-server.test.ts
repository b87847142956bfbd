import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startHttpServer } from '../../../local/server/http-server.ts';
import { startRecordingServer, startTestServer } from '../../support/servers/gateway-server.ts';

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('an answer', () => {
  it('an answer of a route carries status, headers, cookies and binary bodies', async () => {
    const server = await startTestServer(async () => ({
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

  it('a route that throws is answered with a 500 problem, and the error is reported', async () => {
    const errors: unknown[] = [];
    const server = await startTestServer(
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

  it('a body over 1.2 MB is answered with a 413 problem, and the route never sees it', async () => {
    const { events, url } = await startRecordingServer();
    const answer = await fetch(url, { method: 'POST', body: Buffer.alloc(1_200_001) });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'too_large', status: 413 });
    await fetch(url, { method: 'POST', body: Buffer.alloc(1_200_000) });
    expect(events).toHaveLength(1);
  });

  it('the HTTP server serves others after a client cut its body off', async () => {
    const { events, url } = await startRecordingServer();
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await new Promise((resolve) => socket.once('ready', resolve));
    socket.destroy();
    await fetch(url, { method: 'POST', body: '{}' });
    expect(events).toHaveLength(1);
  });
});

describe('starting and stopping', () => {
  it('the HTTP server fails to start in a line that says what to do when the port is in use', async () => {
    const first = await startTestServer(async () => ({ statusCode: 200 }));
    await expect(
      startHttpServer({ port: first.port, host: '127.0.0.1', route: async () => ({}) }),
    ).rejects.toThrow(`port ${first.port} of 127.0.0.1 is in use: stop the other program`);
  });

  it('the HTTP server answers what is in flight before it closes', async () => {
    const inFlight = gate();
    const held = gate();
    const server = await startTestServer(async () => {
      inFlight.open();
      await held.opened;
      return { statusCode: 200, body: 'done' };
    });
    const answer = fetch(server.url);
    await inFlight.opened;
    const closed = server.close();
    held.open();
    expect(await (await answer).text()).toBe('done');
    await closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
