import { PostHog } from 'posthog-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import {
  type IngestServer,
  type IngestServerOptions,
  startIngestServer,
} from '../../support/servers/ingest-server.ts';
import { CLIENTS, type StartClient } from './real-clients.ts';

let server: IngestServer;

// posthog-node prints what it tells its user.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());

afterEach(() => server.close());

const event = 'Report Exported';
/** Of 40 events, 800 KB together: more than a request may have. */
const properties = { pad: 'x'.repeat(20_000) };
const users = Array.from({ length: 40 }, (_, i) => `u${i}`);
const allOnce = Object.fromEntries(users.map((user) => [`${user} ${event}`, 1]));

async function run(
  start: StartClient | undefined,
  flushAt: number,
  options: IngestServerOptions = {},
) {
  server = await startIngestServer(options);
  const client = start?.(server.url, { flushAt });
  for (const user of users) client?.track(user, event, properties);
  await client?.finish();
  return client?.errors;
}

describe('a batch larger than a request may be', () => {
  const { '@segment/analytics-node': segment, 'posthog-node': posthog } =
    Object.fromEntries(CLIENTS);

  it.each(CLIENTS)(
    'a batch larger than a request may be is sent in parts by %s',
    async (_name, start) => {
      expect(await run(start, 15)).toEqual([]);
      expect(await server.counted()).toEqual(allOnce);
    },
  );

  it('a batch larger than a request may be is sent again in halves by posthog-node', async () => {
    await run(posthog, 40);
    expect(server.seen).toContain('/batch/ 413');
    expect(await server.counted()).toEqual(allOnce);
  });

  // Of plain text the library counts the letters i only, so its own limit of 480 KB never holds.
  it('a batch larger than a request may be is dropped by a @segment/analytics-node with large batches, which says so', async () => {
    expect(await run(segment, 40)).toHaveLength(40);
    expect(server.seen).toEqual(['/v1/batch 413']);
    expect(server.stored()).toEqual([]);
  });
});

describe('a gzip body that is labelled as JSON', () => {
  it('a gzip body that a gateway has read as text is refused with what to do, and is not stored', async () => {
    server = await startIngestServer({ packedText: 'mangled' });
    const told: unknown[] = [];
    const posthog = new PostHog(KEYS.write, { host: server.url });
    posthog.on('error', (error) => told.push(error));
    posthog.capture({ distinctId: 'u1', event });
    await posthog.shutdown();
    expect(server.seen).toEqual(['/batch/ 415']);
    expect(told).not.toEqual([]);
    expect(server.stored()).toEqual([]);
  });

  it('a gzip body that is labelled as JSON is not what a posthog-node with disableCompression sends', async () => {
    server = await startIngestServer({ packedText: 'mangled' });
    const posthog = new PostHog(KEYS.write, { host: server.url, disableCompression: true });
    posthog.capture({ distinctId: 'u1', event });
    await posthog.shutdown();
    expect(await server.counted()).toEqual({ [`u1 ${event}`]: 1 });
  });
});
