import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import { PROCESS_VARIABLES } from '../../../lib/runtime/services/environment.ts';
import { type FaultyProxy, startFaultyProxy } from '../../support/servers/faulty-proxy.ts';
import { type KillableServer, killableServer } from '../../support/servers/killable-server.ts';
import { type SegmentPage, servePage } from './segment-page.ts';

/** What the library takes when it is loaded, besides its key. */
type LoadOptions = Readonly<Record<string, unknown>>;

let folder: string;
let server: KillableServer;
let proxy: FaultyProxy;
let segmentPage: SegmentPage;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-browser-'));
  server = await killableServer(folder);
  [segmentPage] = await Promise.all([servePage(), server.start()]);
  browser = await chromium.launch({
    executablePath: PROCESS_VARIABLES['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await segmentPage?.close();
  await server.kill('both');
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  proxy = await startFaultyProxy(server.url);
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(segmentPage.url);
});

afterEach(async () => {
  await page.context().close();
  await proxy.close();
});

/** Runs code in the page; `analytics` is the library, loaded with our key. */
async function inPage(code: string, settings: LoadOptions = {}, options: LoadOptions = {}) {
  const given = JSON.stringify({ writeKey: KEYS.write, cdnURL: proxy.url, ...settings });
  await page.evaluate(`(async () => {
    window.analytics ??= AnalyticsBrowser.load(${given}, ${JSON.stringify(options)});
    ${code}
  })()`);
}

async function read(path: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${KEYS.admin}` };
  return (await (await fetch(`${server.url}${path}`, { headers })).json()) as never;
}

interface Arrival {
  readonly event?: string;
  readonly reason?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly accountId?: string;
}

/** What arrived with a property of the test's own in it: the names of its events. */
async function arrivals(prefix: string): Promise<readonly Arrival[]> {
  const data = (await read('/v1/events/recent?limit=200'))['data'] as readonly Arrival[];
  return data.filter(({ event, reason }) => reason || event?.includes(prefix));
}

async function untilArrived(prefix: string, events: number): Promise<readonly Arrival[]> {
  const different = async () => (await arrivals(prefix)).length;
  await expect.poll(different).toBeGreaterThanOrEqual(events);
  return arrivals(prefix);
}

/** The counts of a user's events, computed now. */
async function countsOf(userId: string): Promise<Readonly<Record<string, number>>> {
  const headers = { authorization: `Bearer ${KEYS.admin}` };
  const started = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers });
  const { runId } = (await started.json()) as { readonly runId: string };
  const status = async () => (await read(`/v1/runs/${runId}`))['status'];
  await expect.poll(status).toBe('done');
  const user = await read(`/v1/users/${userId}?asOf=live`);
  const { contributions } = user['explanation'] as {
    readonly contributions: readonly { readonly event: string; readonly count: number }[];
  };
  return Object.fromEntries(contributions.map(({ event, count }) => [event, count]));
}

describe("Segment's client in a browser", () => {
  it("Segment's client in a browser finds out from our settings where to send every call, and is let in", async () => {
    await inPage(`
      await analytics.page('First');
      await analytics.track('First Clicked');
      await analytics.track('First Clicked');
      await analytics.identify('first-ada', { name: 'Ada' });
      await analytics.group('first-acme', { name: 'Acme' });
      await analytics.track('First Bought', {}, { context: { groupId: 'first-acme' } });
    `);
    const found = await untilArrived('First', 4);
    expect(found).toHaveLength(4);
    expect(found[0]).toMatchObject({
      event: 'First Bought',
      userId: 'first-ada',
      accountId: 'first-acme',
    });
    expect(found[3]).toMatchObject({ event: 'Viewed First Page' });
    expect(proxy.seen).toContain(`/v1/projects/${KEYS.write}/settings 200`);
    expect(proxy.seen.filter((line) => /^\/v1\/[tpig] 200$/.test(line)).length).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
  });

  it("Segment's client in a browser has the events before the sign-in counted for the user who signed in", async () => {
    await inPage(`
      for (let i = 0; i < 3; i++) await analytics.track('Second Clicked');
      await analytics.identify('second-ada');
      await analytics.track('Second Clicked');
    `);
    const found = await untilArrived('Second', 4);
    expect(found.filter(({ anonymousId }) => anonymousId !== undefined)).toHaveLength(3);
    expect(await countsOf('second-ada')).toMatchObject({ 'Second Clicked': 4 });
  });

  it("Segment's client in a browser may send batches, the last of them while its page is being left", async () => {
    const deliveryStrategy = { strategy: 'batching', config: { size: 10, timeout: 60_000 } };
    const options = { integrations: { 'Segment.io': { deliveryStrategy } } };
    await inPage(
      `await analytics.identify('third-ada');
       const tracked = Array.from({ length: 25 }, () => analytics.track('Third Clicked'));
       await Promise.all(tracked);`,
      {},
      options,
    );
    await page.goto('about:blank');
    await untilArrived('Third', 25);
    expect(proxy.seen.filter((line) => line === '/v1/b 200').length).toBeGreaterThan(2);
    expect(await countsOf('third-ada')).toMatchObject({ 'Third Clicked': 25 });
    expect(complaints).toEqual([]);
  });

  it("Segment's client in a browser may have its settings in the page", async () => {
    const apiHost = `${new URL(proxy.url).host}/v1`;
    const segment = { apiKey: KEYS.write, apiHost, protocol: 'http' };
    const cdnSettings = { integrations: { 'Segment.io': segment } };
    await inPage(`await analytics.track('Fourth Clicked');`, { cdnSettings });
    expect(await untilArrived('Fourth', 1)).toHaveLength(1);
    expect(proxy.seen.some((line) => line.includes('settings'))).toBe(false);
  });

  it.each([
    ['lost after they were stored', { when: 'after' as const }],
    ['told 503', { when: 'before' as const, status: 503 }],
    ['told 429', { when: 'before' as const, status: 429, retryAfter: 1 }],
  ])(
    "Segment's client in a browser sends again what was %s, and it counts once",
    async (what, fault) => {
      const user = `fifth-${what.replaceAll(' ', '-')}`;
      await inPage(`await analytics.identify('${user}');`);
      proxy.faults = [fault, fault];
      const name = `Fifth ${what}`;
      await inPage(`analytics.track('${name}'); analytics.track('${name}');`);
      await untilArrived(name, fault.when === 'after' ? 4 : 2);
      expect(await countsOf(user)).toMatchObject({ [name]: 2 });
    },
  );

  it("Segment's client in a browser sends nothing with a key that does not work", async () => {
    const writeKey = `wk_${'x'.repeat(40)}`;
    const told = page.waitForResponse(/settings$/);
    await inPage(`void analytics.track('Sixth Clicked');`, { writeKey });
    await (await told).finished();
    expect(proxy.seen).toEqual([`/v1/projects/${writeKey}/settings 401`]);
    expect(await arrivals('Sixth')).toEqual([]);
  });
});
