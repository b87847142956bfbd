import { Analytics } from '@segment/analytics-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createIngest } from '../../../../functions/ingest.ts';
import { type HttpServer, startHttpServer } from '../../../../local/server/http-server.ts';
import { type TestServices, testServices } from '../../../support/worlds/test-services.ts';

let services: TestServices;
let server: HttpServer;
/** Statuses that the next requests are answered with instead, the store being down, say. */
let faults: number[];

beforeEach(async () => {
  services = await testServices();
  services.time.now = Date.now();
  faults = [];
  const ingest = createIngest(services);
  server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    async route(event) {
      const statusCode = faults.shift();
      if (statusCode === undefined) return ingest(event);
      return { statusCode, headers: { 'retry-after': '1' }, body: '{}' };
    },
  });
});

afterEach(() => server.close());

const client = (writeKey = KEYS.write) => {
  const analytics = new Analytics({ writeKey, host: server.url, flushAt: 4, maxRetries: 3 });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  return { analytics, errors };
};

const stored = () => services.stored.flatMap((batch) => batch.events);

describe("Segment's own client for Node", () => {
  it("every call of Segment's own client for Node is understood", async () => {
    const { analytics, errors } = client();
    const userId = 'u1';
    analytics.identify({ userId, anonymousId: 'n1', traits: { name: 'Ann' } });
    analytics.group({ userId, groupId: 'acme', traits: { name: 'Acme' } });
    analytics.track({ userId, event: 'Project Created', context: { groupId: 'acme' } });
    analytics.page({ userId, name: 'Pricing' });
    analytics.screen({ userId, name: 'Home' });
    analytics.alias({ userId, previousId: 'old' });
    await analytics.closeAndFlush();
    expect(errors).toEqual([]);
    expect(stored()).toHaveLength(6);
    expect(stored()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event: '$identify', link: { kind: 'anonymous', id: 'n1' } }),
        expect.objectContaining({ event: '$group', traits: { name: 'Acme' } }),
        expect.objectContaining({ event: 'Project Created', accountId: 'acme', dated: true }),
        expect.objectContaining({ event: 'Viewed Pricing Page' }),
        expect.objectContaining({ event: 'Viewed Home Screen' }),
        expect.objectContaining({ event: '$alias', link: { kind: 'anonymous', id: 'old' } }),
      ]),
    );
  });

  it("Segment's own client for Node loses nothing and doubles nothing when requests fail", async () => {
    faults = [503, 429, 500];
    const { analytics, errors } = client();
    for (let i = 0; i < 20; i++) analytics.track({ userId: `u${i}`, event: 'E' });
    await analytics.closeAndFlush({ timeout: 300_000 });
    expect(errors).toEqual([]);
    expect(new Set(stored().map(({ fingerprint }) => fingerprint)).size).toBe(20);
  });

  it("Segment's own client for Node learns of a bad key and does not send again", async () => {
    const { analytics, errors } = client(`wk_${'x'.repeat(40)}`);
    analytics.track({ userId: 'u1', event: 'E' });
    await analytics.closeAndFlush();
    expect(errors).toHaveLength(1);
    expect(stored()).toEqual([]);
  });
});
