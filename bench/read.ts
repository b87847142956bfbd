import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realisticId, seeded } from '../fixtures/seeded.ts';
import { createApi } from '../functions/api.ts';
import { type CountCell, dayCountsOf } from '../lib/counts/day/day-counts.ts';
import { recordIds } from '../lib/counts/directory/directory.ts';
import type { DirectoryEntry } from '../lib/counts/directory/directory-columns.ts';
import { mapBounded } from '../lib/dynamo/client/map-bounded.ts';
import { addDays, daysInRange } from '../lib/model/day.ts';
import type { IdHash } from '../lib/model/id-hash.ts';
import { FIRST_RUN_MODEL } from '../lib/model/scoring-model.ts';
import type { SubjectKind } from '../lib/model/subject-kind.ts';
import { createKey } from '../lib/runtime/services/api-keys.ts';
import { createCaches } from '../lib/runtime/services/caches.ts';
import { composeServices } from '../lib/runtime/services/compose-services.ts';
import { noMetrics } from '../lib/runtime/services/metrics.ts';
import type { ApiServices } from '../lib/runtime/services/services.ts';
import { scoreDay } from '../lib/scores/day/score-day.ts';
import { publishSnapshot } from '../lib/scores/snapshot/snapshots.ts';
import { createLocalLog } from '../local/command/local-log.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { type HttpServer, startHttpServer } from '../local/server/http-server.ts';
import { openStores, type Stores } from '../local/store/local-stores.ts';
import { startStore } from '../local/store/start-store.ts';
import { median, millisecondsOf } from './median.ts';
import { print, printTable } from './print.ts';

const ACCOUNTS = 50_000;
const USERS_AN_ACCOUNT = 2;
const DAY = '2026-11-20';
const DAYS = 14;
const RETENTION_DAYS = 400;
const NOW = Date.parse('2026-11-21T09:00:00Z');
const EVENTS = ['Project Created', 'Report Viewed', 'Task Completed'];
const AT_ONCE = 64;

/** A page of 50, warm: the median of so many. */
const ROUNDS = 21;
const MOST_MS = 50;

const PAGES: Readonly<Record<string, string>> = {
  'the first page': '/v1/accounts',
  'by change': '/v1/accounts?sort=-change',
  'by last active day': '/v1/accounts?sort=lastActiveDay',
  'of a segment': '/v1/accounts?segment=multi-user',
  'by name': '/v1/accounts?sort=name',
  'a search': '/v1/accounts?q=account%20123',
  users: '/v1/users',
};

const random = seeded(1);

function cellsOf(pairs: readonly (readonly [IdHash, IdHash])[]): CountCell[] {
  return pairs.flatMap(([user, account]) =>
    EVENTS.filter(() => random() < 0.3).map((event) => {
      return { user, account, event, count: 1 + Math.floor(random() * 9) };
    }),
  );
}

/** A closed day of so many accounts, with the ids and profiles that lists show. */
async function writeDay({ blocks, profiles }: Stores, services: ApiServices): Promise<void> {
  const hashId = await services.hashing.idHasher();
  const ids = new Map<IdHash, DirectoryEntry>();
  const named = (kind: SubjectKind): IdHash => {
    const id = realisticId(random);
    const hash = hashId(kind, id);
    ids.set(hash, { kind, id });
    return hash;
  };
  const accounts = Array.from({ length: ACCOUNTS }, () => named('account'));
  const pairs = accounts
    .flatMap((account) =>
      Array.from({ length: USERS_AN_ACCOUNT }, () => [named('user'), account] as const),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  await recordIds(blocks, createCaches(() => NOW).directory, ids, 'bench');
  await mapBounded(accounts, AT_ONCE, (hash, at) => {
    const name = [{ day: addDays(DAY, -DAYS), at: NOW, value: `Account ${at}` }];
    return profiles.put({ kind: 'account', hash, traits: { name } }, 0);
  });
  const scores = scoreDay({
    ...{ model: FIRST_RUN_MODEL, asOf: DAY, complete: true, lifetimeIndex: [] },
    counts: daysInRange(addDays(DAY, 1 - DAYS), DAY).map((day) => dayCountsOf(day, cellsOf(pairs))),
    resolve: (hash) => hash,
    profiles: { users: new Map(), accounts: new Map() },
  });
  await publishSnapshot(blocks, 'final', scores, 'bench', `${DAY}T23`);
}

function servicesOn(stores: Stores): ApiServices {
  const clock = () => NOW;
  return composeServices({
    ...stores,
    clock,
    caches: createCaches(clock),
    settings: { retentionDays: RETENTION_DAYS },
    log: createLocalLog((line) => process.stderr.write(`${line}\n`), clock),
    metrics: noMetrics,
    startRun: async () => undefined,
  });
}

/** One page over HTTP; answers its cursor. */
async function read(server: HttpServer, key: string, path: string): Promise<string | null> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });
  const { data, next } = (await response.json()) as { data?: unknown[]; next?: string | null };
  if (data?.length !== 50) throw new Error(`${path}: ${response.status}, no page of 50`);
  return next ?? null;
}

async function measure(server: HttpServer, key: string): Promise<number> {
  const cursor = encodeURIComponent((await read(server, key, '/v1/accounts')) ?? '');
  const rows: string[][] = [];
  let worst = 0;
  for (const [name, path] of Object.entries({
    ...PAGES,
    'the second page': `/v1/accounts?cursor=${cursor}`,
  })) {
    const first = await millisecondsOf(() => read(server, key, path));
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await millisecondsOf(() => read(server, key, path)));
    }
    worst = Math.max(worst, median(times));
    rows.push([name, ...[first, median(times), Math.max(...times)].map((ms) => ms.toFixed(1))]);
  }
  printTable(['a page of 50', 'first ms', 'median ms', 'slowest ms'], rows);
  return worst;
}

quietSdk();
const folder = await mkdtemp(join(tmpdir(), 'barometer-read-'));
const store = await startStore(join(folder, 'store'));
const opened = await openStores(store.endpoint, () => NOW, RETENTION_DAYS);
try {
  const services = servicesOn(opened.stores);
  const { key } = await createKey(services.documents, 'read', 'bench', services.clock);
  await writeDay(opened.stores, services);
  print(`${ACCOUNTS} accounts of ${USERS_AN_ACCOUNT} users each, embedded store, over HTTP`);
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route: createApi(services) });
  const cold = await millisecondsOf(() => read(server, key, '/v1/accounts'));
  print(`  the first page of a process that has read nothing: ${cold.toFixed(0)} ms`);
  const worst = await measure(server, key);
  await server.close();
  print(`the slowest list: ${worst.toFixed(1)} ms, at most ${MOST_MS} ms are allowed`);
  if (worst > MOST_MS) process.exitCode = 1;
} finally {
  opened.close();
  await store.stop();
  await rm(folder, { recursive: true });
}
