import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import LegacyAnalytics from 'analytics-node';
import { PostHog } from 'posthog-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import { type IngestServer, startIngestServer } from '../../support/servers/ingest-server.ts';

let server: IngestServer;

beforeEach(async () => {
  server = await startIngestServer();
});

afterEach(() => server.close());

const [userId, anonymousId, groupId] = ['u1', 'n1', 'acme'];
const timestamp = new Date(Date.now() - 3_600_000);

/** What every call means, whichever library makes it. */
const SEGMENT_CALLS = [
  { event: '$identify', link: { kind: 'anonymous', id: 'n1' }, traits: { name: 'Ann' } },
  { event: '$group', accountId: 'acme', traits: { name: 'Acme' } },
  { event: 'Project Created', accountId: 'acme', occurredAt: timestamp.getTime(), dated: true },
  { event: 'Viewed Pricing Page', actor: { kind: 'anonymous', id: 'n1' } },
  { event: 'Viewed Home Screen', actor: { kind: 'user', id: 'u1' } },
  { event: '$alias', link: { kind: 'anonymous', id: 'old' } },
];

async function expectStored(calls: readonly object[]) {
  expect(server.refused()).toEqual([]);
  expect(server.stored()).toHaveLength(calls.length);
  expect(server.stored()).toEqual(
    expect.arrayContaining(calls.map((call) => expect.objectContaining(call))),
  );
}

describe('every call of the library is understood:', () => {
  it('every call of analytics-node is understood', async () => {
    const analytics = new LegacyAnalytics(KEYS.write, { host: server.url });
    analytics.identify({ userId, anonymousId, traits: { name: 'Ann' } });
    analytics.group({ userId, groupId, traits: { name: 'Acme' } });
    analytics.track({ userId, event: 'Project Created', context: { groupId }, timestamp });
    analytics.page({ anonymousId, name: 'Pricing' });
    analytics.screen({ userId, name: 'Home' });
    analytics.alias({ userId, previousId: 'old' });
    await analytics.flush();
    await expect.poll(() => server.stored().length).toBe(SEGMENT_CALLS.length);
    await expectStored(SEGMENT_CALLS);
  });

  it('every call of @rudderstack/rudder-sdk-node is understood, whose batches are gzip labelled as a form', async () => {
    const analytics = new RudderAnalytics(KEYS.write, { dataPlaneUrl: server.url });
    analytics.identify({ userId, anonymousId, traits: { name: 'Ann' } });
    analytics.group({ userId, groupId, traits: { name: 'Acme' } });
    const originalTimestamp = timestamp;
    const track = { userId, event: 'Project Created', context: { groupId }, originalTimestamp };
    analytics.track(track);
    analytics.page({ anonymousId, name: 'Pricing' });
    analytics.screen({ userId, name: 'Home' });
    analytics.alias({ userId, previousId: 'old' });
    await analytics.flush();
    await expectStored(SEGMENT_CALLS);
  });

  it('every call of posthog-node is understood', async () => {
    const posthog = new PostHog(KEYS.write, { host: server.url });
    const distinctId = 'u1';
    const company = { company: 'acme' };
    posthog.identify({ distinctId, properties: { $set: { name: 'Ann' } } });
    posthog.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { name: 'Acme' } });
    posthog.capture({ distinctId, event: 'Project Created', groups: company, timestamp });
    posthog.capture({ distinctId, event: '$pageview', properties: { $current_url: '/x' } });
    posthog.alias({ distinctId, alias: 'old' });
    await posthog.shutdown();
    const actor = { kind: 'user', id: 'u1' };
    await expectStored([
      { event: '$identify', actor, traits: { name: 'Ann' } },
      { event: '$group', accountId: 'acme', traits: { name: 'Acme' } },
      {
        event: 'Project Created',
        actor,
        accountId: 'acme',
        occurredAt: timestamp.getTime(),
        dated: true,
      },
      { event: 'Viewed Page', actor },
      { event: '$alias', actor, link: { kind: 'anonymous', id: 'old' } },
    ]);
  });
});

describe('what was counted of a person before a sign-in', () => {
  it("what was counted before a sign-in counts as the person's once Segment's client links the ids", async () => {
    const analytics = new LegacyAnalytics(KEYS.write, { host: server.url });
    for (let i = 0; i < 3; i++) analytics.track({ anonymousId, event: 'Pricing Viewed' });
    analytics.identify({ userId, anonymousId });
    analytics.track({ userId, event: 'Pricing Viewed' });
    await analytics.flush();
    await expect.poll(() => server.stored().length).toBe(5);
    expect(await server.counted()).toMatchObject({ 'u1 Pricing Viewed': 4 });
  });

  it("what was counted before a sign-in counts as the person's once PostHog's client links the ids", async () => {
    const posthog = new PostHog(KEYS.write, { host: server.url });
    for (let i = 0; i < 3; i++) posthog.capture({ distinctId: 'n1', event: 'Pricing Viewed' });
    posthog.alias({ distinctId: 'u1', alias: 'n1' });
    posthog.capture({ distinctId: 'u1', event: 'Pricing Viewed' });
    await posthog.shutdown();
    expect(await server.counted()).toMatchObject({ 'u1 Pricing Viewed': 4 });
  });
});
