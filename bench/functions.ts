import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayRequest } from '../fixtures/gateway-request.ts';
import { realisticBatch } from '../fixtures/realistic-batch.ts';
import { DEFAULTS, type FunctionName } from '../infra/settings.ts';
import { mapBounded } from '../lib/dynamo/client/map-bounded.ts';
import { MS_PER_HOUR } from '../lib/model/hour.ts';
import { createKey } from '../lib/runtime/services/api-keys.ts';
import { ensureInstallation } from '../lib/runtime/services/installation.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { openStores, type Stores } from '../local/store/local-stores.ts';
import { startStore } from '../local/store/start-store.ts';
import {
  type FunctionOrder,
  type Measured,
  measuredFunction,
} from './functions/measured-function.ts';
import { messages, productOf } from './ingest/product-events.ts';
import { print, printTable } from './print.ts';
import { measuredRun } from './score/measured-run.ts';

/** Requests of an hour to seal; each brings twelve users that are new. */
const REQUESTS = Number(process.argv[2] ?? 3_000);
const EVENTS_A_REQUEST = 20;
/** As many of these as fit into the 500 KB of a request. */
const LARGEST_BATCH = 1_500;
const AT_ONCE = 32;
/** Lambda gives a whole core at this much memory, and less of it in proportion. */
const MEGABYTES_A_CORE = 1_769;

const TAIL = [{ job: 'tail' }];

type Order = Omit<FunctionOrder, 'endpoint' | 'folder' | 'megabytes'> & { readonly what: string };

/** An hour that closed an hour ago, of a product with so many requests in it. */
async function writeHour({ batches }: Stores, now: number): Promise<void> {
  const begin = now - 2 * MS_PER_HOUR;
  const seeds = Array.from({ length: REQUESTS }, (_, seed) => seed + 1);
  await mapBounded(seeds, AT_ONCE, (seed) => {
    const shape = { events: EVENTS_A_REQUEST, users: 12, accounts: 5, seed };
    const receivedAt = begin + Math.floor((seed * 60_000) / REQUESTS);
    return batches.put({
      ...realisticBatch({ ...shape, receivedAt }),
      requestId: `bench-${seed}`,
    });
  });
}

function posts(key: string, now: number, requests: number, events: number): unknown[] {
  const next = messages(productOf(100_000), events);
  return Array.from({ length: requests }, () => {
    const batch = Array.from({ length: events }, () => next(now));
    return gatewayRequest('/v1/batch', { key, body: { batch } });
  });
}

function reads(key: string): unknown[] {
  const paths = ['/v1/accounts', '/v1/users', '/v1/product', '/v1/features', '/v1/status'];
  const query = 'asOf=live&limit=200';
  return Array.from({ length: 40 }, (_, index) => {
    const path = paths[index % paths.length] ?? '';
    const asked =
      path === '/v1/status'
        ? ''
        : ['/v1/accounts', '/v1/users'].includes(path)
          ? query
          : 'asOf=live';
    return gatewayRequest(path, { method: 'GET', key, query: asked });
  });
}

/** Deliveries to subscriptions that are gone: all but the post itself. */
function deliveries(): unknown[] {
  const delivery = { id: 'alert', subscriptionId: 'gone', payload: { type: 'x' }, attempt: 1 };
  const record = (messageId: string) => ({ messageId, body: JSON.stringify(delivery) });
  return Array.from({ length: 100 }, () => ({ Records: ['a', 'b', 'c', 'd', 'e'].map(record) }));
}

function row({ name, what }: Order, megabytes: number, measured: Measured): string[] {
  const { calls, processorMilliseconds, longestMilliseconds, peakMegabytes } = measured;
  const processor = processorMilliseconds / calls;
  const share = Math.min(megabytes / MEGABYTES_A_CORE, 1);
  return [
    `${name}: ${what}`,
    String(megabytes),
    peakMegabytes.toFixed(0),
    processor.toFixed(1),
    (processor / share).toFixed(1),
    longestMilliseconds.toFixed(0),
  ];
}

async function measure(endpoint: string, folder: string, stores: Stores): Promise<string[][]> {
  const now = Date.now();
  await ensureInstallation(stores.documents, () => now - 3 * MS_PER_HOUR);
  const keyOf = async (role: 'write' | 'read') =>
    (await createKey(stores.documents, role, 'bench', Date.now)).key;
  const [write, read] = [await keyOf('write'), await keyOf('read')];
  const rows: string[][] = [];
  const call = async (order: Order) => {
    const megabytes = DEFAULTS.memory[order.name as FunctionName];
    const measured = await measuredFunction({ ...order, megabytes, endpoint, folder });
    rows.push(row(order, megabytes, measured));
  };
  await call({
    name: 'tail',
    what: 'nothing came',
    events: Array.from({ length: 20 }, () => TAIL[0]),
  });
  await writeHour(stores, now);
  const events = posts(write, now, 300, EVENTS_A_REQUEST);
  await call({ name: 'ingest', what: '20 events a request', events });
  const most = posts(write, now, 20, LARGEST_BATCH);
  await call({ name: 'ingest', what: '1,500 events a request', events: most });
  await call({ name: 'tail', what: '36,000 events of a minute', events: TAIL });
  await call({
    name: 'tail',
    what: 'the same again, for it reads two minutes twice',
    events: TAIL,
  });
  const hour = `${(REQUESTS * EVENTS_A_REQUEST).toLocaleString('en-US')} events of an hour`;
  await call({ name: 'seal', what: hour, events: [{ job: 'seal' }] });
  await measuredRun({ endpoint, job: 'live', now: Date.now() });
  const users = `lists over ${(REQUESTS * 12).toLocaleString('en-US')} users`;
  await call({ name: 'api', what: users, events: reads(read) });
  await call({ name: 'deliver', what: 'five messages', events: deliveries() });
  return rows;
}

quietSdk();
const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
const store = await startStore(join(folder, 'store'));
const opened = await openStores(store.endpoint, Date.now, DEFAULTS.retentionDays);
try {
  const rows = await measure(store.endpoint, folder, opened.stores);
  print('each function in a process with the heap that its memory leaves');
  const processor = ['CPU ms a call', 'at its share of a core'];
  printTable(['function', 'MB set', 'MB at most', ...processor, 'longest ms here'], rows);
} finally {
  opened.close();
  await store.stop();
  await rm(folder, { recursive: true });
}
