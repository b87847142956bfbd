import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ResolveHost, resolveByDns } from '../../lib/messaging/address-guard.ts';
import { createSender, type SenderOptions } from '../../lib/messaging/send-webhook.ts';
import { type WebhookReceiver, webhookReceiver } from '../support/servers/webhook-receiver.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...answer: Parameters<typeof webhookReceiver>): Promise<WebhookReceiver> {
  const made = await webhookReceiver(...answer);
  closing.push(made.close);
  return made;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function post(url: string, given: Partial<SenderOptions> = {}) {
  const options = { resolve: resolveByDns, now: () => NOW, allowLoopback: true, ...given };
  return createSender(options)({ url, headers: { 'webhook-id': 'a1' }, body: '{"é":1}' });
}

describe('a webhook', () => {
  it('a webhook is posted as JSON with its headers, and 200 is success', async () => {
    const { url, received } = await receiver((response) => response.end('ok'));
    expect(await post(url)).toEqual({ outcome: 'delivered', status: 200 });
    expect(received).toHaveLength(1);
    expect(received[0]?.body).toBe('{"é":1}');
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '8',
      'webhook-id': 'a1',
      'user-agent': 'Barometer-Webhooks/1',
    });
  });

  it.each([201, 202, 204])('a webhook answered with %i is delivered', async (status) => {
    const { url } = await receiver((response) => response.writeHead(status).end());
    expect(await post(url)).toEqual({ outcome: 'delivered', status });
  });

  it.each([400, 401, 404, 500, 502])('a webhook answered with %i has failed', async (status) => {
    const { url } = await receiver((response) => response.writeHead(status).end('private words'));
    const why = `the receiver answered ${status}`;
    expect(await post(url)).toEqual({ outcome: 'failed', status, why });
  });

  it('a webhook follows no redirect', async () => {
    const elsewhere = await receiver((response) => response.end());
    for (const status of [301, 302, 307, 308]) {
      const { url } = await receiver((response) =>
        response.writeHead(status, { location: elsewhere.url }).end(),
      );
      expect(await post(url)).toMatchObject({ outcome: 'failed', status });
    }
    expect(elsewhere.received).toEqual([]);
  });

  it('a webhook learns from a 410 that nothing more is wanted', async () => {
    const { url } = await receiver((response) => response.writeHead(410).end());
    expect(await post(url)).toEqual({ outcome: 'gone', status: 410 });
  });

  it('a webhook learns when to come back from a 429 or 503, in seconds or as a date', async () => {
    const date = new Date(NOW + 90_000).toUTCString();
    for (const [status, header, retryAfterMs] of [
      [429, '120', 120_000],
      [503, date, 90_000],
    ] as const) {
      const { url } = await receiver((response) =>
        response.writeHead(status, { 'retry-after': header }).end(),
      );
      expect(await post(url)).toMatchObject({ outcome: 'failed', status, retryAfterMs });
    }
  });
});

describe('a receiver', () => {
  it('a receiver whose answer does not begin is not waited for', async () => {
    const { url } = await receiver(() => undefined);
    expect(await post(url, { timeoutMs: 150 })).toEqual({
      outcome: 'failed',
      why: 'no answer within 150 ms',
    });
  });

  it('a receiver whose headers come a letter at a time is not waited for', async () => {
    const url = await listening(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        const drip = setInterval(() => socket.write('H'), 20);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    expect(await post(url, { timeoutMs: 300 })).toMatchObject({ outcome: 'failed' });
  });

  it('a receiver has taken a webhook once its status says so, whatever becomes of the rest', async () => {
    const { url } = await receiver((response) => {
      response.writeHead(200).write('a word, and then nothing');
    });
    expect(await post(url, { timeoutMs: 300 })).toEqual({ outcome: 'delivered', status: 200 });
  });

  it('a receiver is cut off after 64 KB of an answer that does not end', async () => {
    let written = 0;
    const server = createServer((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
      };
      response.on('drain', pour).on('error', () => undefined);
      pour();
    });
    const url = await listening(server);
    expect(await post(url)).toEqual({ outcome: 'delivered', status: 200 });
    // What it wrote beyond the limit stayed in the buffers of the two sockets.
    expect(written).toBeLessThan(16 * 1_048_576);
  });

  it('a receiver that resets or closes the connection has failed', async () => {
    const reset = await listening(createTcpServer((socket) => socket.resetAndDestroy()));
    expect(await post(reset)).toEqual({
      outcome: 'failed',
      why: 'the connection failed: ECONNRESET',
    });
    const closed = await listening(createTcpServer((socket) => socket.resume().end()));
    expect(await post(closed)).toMatchObject({ outcome: 'failed' });
  });

  it('a receiver that nobody runs has failed', async () => {
    const made = await webhookReceiver(() => undefined);
    await made.close();
    expect(await post(made.url)).toEqual({
      outcome: 'failed',
      why: 'the connection failed: ECONNREFUSED',
    });
  });

  it('a receiver is left when the sender stops', async () => {
    const stopping = new AbortController();
    const { url } = await receiver(() => stopping.abort());
    expect(await post(url, { signal: stopping.signal })).toMatchObject({ outcome: 'failed' });
  });
});

describe('the guard', () => {
  it('the address guard connects to nothing that the url already gives away', async () => {
    const { url, received } = await receiver((response) => response.end());
    const sent = await post(url, { allowLoopback: false });
    expect(sent).toEqual({ outcome: 'failed', why: 'the url must begin with https://' });
    expect(received).toEqual([]);
  });

  it('the address guard resolves a name once a post, and connects to the address it got', async () => {
    const { url, received } = await receiver((response) => response.end());
    const named = url.replace('127.0.0.1', 'localhost');
    const answers = ['127.0.0.1', '169.254.169.254'];
    const asked: string[] = [];
    const rebinding: ResolveHost = async (host) => {
      asked.push(host);
      return [{ address: answers.shift() ?? '', family: 4 }];
    };
    expect(await post(named, { resolve: rebinding })).toMatchObject({ outcome: 'delivered' });
    expect(asked).toEqual(['localhost']);
    expect(await post(named, { resolve: rebinding })).toEqual({
      outcome: 'failed',
      why: 'the name leads to an address of no public host',
    });
    expect(asked).toEqual(['localhost', 'localhost']);
    expect(received).toHaveLength(1);
  });

  it('the address guard sends nothing to a public name that leads to this machine', async () => {
    const resolve: ResolveHost = async () => [{ address: '127.0.0.1', family: 4 }];
    expect(await post('https://example.com/', { resolve })).toEqual({
      outcome: 'failed',
      why: 'the name leads to an address of no public host',
    });
  });

  it('the address guard gives up on a name server that does not answer', async () => {
    const resolve: ResolveHost = () => new Promise(() => undefined);
    expect(await post('https://example.com/', { resolve, timeoutMs: 100 })).toMatchObject({
      outcome: 'failed',
      why: 'no answer within 100 ms',
    });
  });
});
