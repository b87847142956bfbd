import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type IngestServer,
  type IngestServerOptions,
  startIngestServer,
} from '../../support/servers/ingest-server.ts';
import { CLIENTS, type ClientOptions } from './real-clients.ts';

const EVENTS = 23;

/** Every event counted, and counted once. */
const ALL_ONCE = Object.fromEntries(
  Array.from({ length: EVENTS }, (_, i) => [`u${i} Task Completed`, 1]),
);

// Most of the time goes by in the clients' own waits, so all of them wait together.
describe.concurrent.each(CLIENTS)('%s', (_name, start) => {
  async function withServer(
    options: IngestServerOptions,
    test: (server: IngestServer) => Promise<void>,
  ) {
    const server = await startIngestServer(options);
    await test(server).finally(() => server.close());
  }

  async function run(server: IngestServer, clientOptions: ClientOptions = {}) {
    const client = start(server.url, clientOptions);
    for (let i = 0; i < EVENTS; i++) client.track(`u${i}`, 'Task Completed');
    await client.finish();
    return client;
  }

  // posthog-node prints what it tells its user.
  beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());

  it.each([
    ['as text where the type says text', {}],
    ['in base64', { alwaysBase64: true }],
  ])('a client is understood when the gateway hands its bodies over %s', (_how, options) =>
    withServer(options, async (server) => {
      expect((await run(server)).errors).toEqual([]);
      expect(await server.counted()).toEqual(ALL_ONCE);
      expect(server.refused()).toEqual([]);
    }),
  );

  it.each([
    [503, [{ status: 503, retryAfter: 1 }, { status: 503 }]],
    [429, [{ status: 429, retryAfter: 1 }, { status: 429 }]],
    ['cut', [{}, {}]],
  ])('a client loses nothing by %s before the server has seen a request', (what, faults) =>
    withServer({}, async (server) => {
      server.fail(...faults.map((fault) => ({ when: 'before' as const, ...fault })));
      expect((await run(server)).errors).toEqual([]);
      expect(server.seen.filter((line) => line.endsWith(` ${what}`))).toHaveLength(2);
      expect(await server.counted()).toEqual(ALL_ONCE);
    }),
  );

  it.each([
    [503, { status: 503 }],
    [504, { status: 504 }],
    ['cut', {}],
  ])('a client doubles nothing by %s after the server has stored a request', (_what, fault) =>
    withServer({}, async (server) => {
      server.fail({ when: 'after', ...fault }, { when: 'after', ...fault });
      expect((await run(server)).errors).toEqual([]);
      expect(server.stored().length).toBeGreaterThan(EVENTS);
      expect(await server.counted()).toEqual(ALL_ONCE);
    }),
  );

  it('a client comes again after the seconds that the limit of its key names', () =>
    withServer({ settings: { requestsPerSecond: 3 } }, async (server) => {
      const isLimited = () => server.seen.some((line) => line.endsWith(' 429'));
      // However slowly requests come on a busy machine, the fourth is one too many.
      const began = Date.now();
      const now = () => (isLimited() ? Date.now() : began);
      Object.defineProperty(server.services.time, 'now', { get: now });
      expect((await run(server)).errors).toEqual([]);
      expect(isLimited()).toBe(true);
      expect(await server.counted()).toEqual(ALL_ONCE);
    }));

  it('a client tells its user of a key that does not work, and sends nothing again', () =>
    withServer({}, async (server) => {
      const client = await run(server, { writeKey: `wk_${'x'.repeat(40)}` });
      expect(client.errors.length).toBeGreaterThan(0);
      expect(server.services.stored).toEqual([]);
      expect(server.seen.length).toBeLessThanOrEqual(Math.ceil(EVENTS / 5) + 1);
      expect(server.seen.every((line) => line.endsWith(' 401'))).toBe(true);
    }));
});
