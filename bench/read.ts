import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { realisticId } from '../fixtures/seeded.ts';
import { createApi } from '../functions/api.ts';
import { type CountCell, dayCountsOf } from '../lib/counts/day/day-counts.ts';
import { recordIds } from '../lib/counts/directory/directory.ts';
import type { DirectoryEntry } from '../lib/counts/directory/directory-columns.ts';
import { type Consumed, meterConsumed } from '../lib/dynamo/client/meter-consumed.ts';
import { addDays, daysInRange } from '../lib/model/day.ts';
import type { IdHash } from '../lib/model/id-hash.ts';
import { FIRST_RUN_MODEL } from '../lib/model/scoring-model.ts';
import type { SubjectKind } from '../lib/model/subject-kind.ts';
import { createKey } from '../lib/runtime/services/api-keys.ts';
import type { ApiServices } from '../lib/runtime/services/services.ts';
import { scoreDay } from '../lib/scores/day/score-day.ts';
import { publishSnapshot } from '../lib/scores/snapshot/snapshots.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { seededRandom } from '../local/sample/random.ts';
import { type HttpServer, startHttpServer } from '../local/server/http-server.ts';
import { benchServices } from './bench-services.ts';
import { withStore } from './bench-store.ts';
import { inTurns } from './in-turns.ts';
import { millisecondsOf } from './median.ts';
import { print, printTable } from './print.ts';
import { REFERENCE_MS, referenceWork } from './reference-work.ts';
import { atMost, judgeTargets, type Target } from './target.ts';

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });
/** Accounts, and processor milliseconds of a warm page at the anchors' pace. */
const { accounts: ACCOUNTS, most: MOST_MS } = values.small
  ? { accounts: 2_000, most: 20 }
  : { accounts: 50_000, most: 40 };
const USERS_AN_ACCOUNT = 2;
const DAY = '2026-11-20';
const DAYS = 14;
const NOW = Date.parse('2026-11-21T09:00:00Z');
const EVENTS = ['Project Created', 'Report Viewed', 'Task Completed'];
const AT_ONCE = 64;

/** Of how many warm pages of 50 the median is taken. */
const ROUNDS = 15;

/** Read units of a warm page, which asks for nothing but what was received since it was read. */
const MOST_UNITS = 60;

const PAGES: Readonly<Record<string, string>> = {
  'the first page': '/v1/accounts',
  'by change': '/v1/accounts?sort=-change',
  'by last active day': '/v1/accounts?sort=lastActiveDay',
  'of a segment': '/v1/accounts?segment=multi-user',
  'by name': '/v1/accounts?sort=name',
  'a search': '/v1/accounts?q=account%2012',
  users: '/v1/users',
};

const random = seededRandom(1);

function cellsOf(pairs: readonly (readonly [IdHash, IdHash])[]): CountCell[] {
  return pairs.flatMap(([user, account]) =>
    EVENTS.filter(() => random() < 0.3).map((event) => {
      return { user, account, event, count: 1 + Math.floor(random() * 9) };
    }),
  );
}

/** A closed day of all accounts, with the ids and profiles that lists show. */
async function writeDay({ blocks, profiles, hashing, caches }: ApiServices): Promise<void> {
  const hashId = await hashing.idHasher();
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
  await recordIds({ blocks, cache: caches.directory }, ids, 'bench');
  await pMap(
    accounts,
    (hash, at) => {
      const name = [{ day: addDays(DAY, -DAYS), at: NOW, value: `Account ${at}` }];
      return profiles.put({ kind: 'account', hash, traits: { name } }, 0);
    },
    { concurrency: AT_ONCE },
  );
  const scores = scoreDay({
    ...{ model: FIRST_RUN_MODEL, asOf: DAY, complete: true, lifetimeIndex: [] },
    counts: daysInRange(addDays(DAY, 1 - DAYS), DAY).map((day) => dayCountsOf(day, cellsOf(pairs))),
    resolve: (hash) => hash,
    profiles: { users: new Map(), accounts: new Map() },
  });
  await publishSnapshot(blocks, scores, { kind: 'final', generation: 'bench', hour: `${DAY}T23` });
}

/** One page over HTTP; answers its cursor. */
async function read(server: HttpServer, key: string, path: string): Promise<string | null> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });
  const { data, next } = (await response.json()) as { data?: unknown[]; next?: string | null };
  if (data?.length !== 50) throw new Error(`${path}: ${response.status}, no page of 50`);
  return next ?? null;
}

/** The targets of one kind of page, whose figures become a row. */
async function measure(
  read: () => Promise<unknown>,
  consumed: Readonly<Consumed>,
  name: string,
): Promise<{ row: string[]; targets: Target[] }> {
  const first = await millisecondsOf(read);
  const before = consumed.read;
  await read();
  const units = consumed.read - before;
  const { ours, timesByProcessor } = await inTurns(ROUNDS, read, referenceWork);
  const cells = [first, ours.clock, ours.processor, units];
  return {
    row: [name, ...cells.map((cell) => cell.toFixed(1))],
    targets: [
      atMost(MOST_MS, `CPU ms at the anchors' pace, ${name}`, REFERENCE_MS / timesByProcessor),
      atMost(MOST_UNITS, `read units, ${name}`, units),
    ],
  };
}

async function measureAll(
  server: HttpServer,
  key: string,
  consumed: Readonly<Consumed>,
): Promise<Target[]> {
  const cold = await millisecondsOf(() => read(server, key, '/v1/accounts'));
  print(`  the first page of a process that has read nothing: ${cold.toFixed(0)} ms`);
  const cursor = encodeURIComponent((await read(server, key, '/v1/accounts')) ?? '');
  const pages = { ...PAGES, 'the second page': `/v1/accounts?cursor=${cursor}` };
  const measured = [];
  for (const [name, path] of Object.entries(pages)) {
    measured.push(await measure(() => read(server, key, path), consumed, name));
  }
  printTable(
    ['a page of 50', 'first ms', 'median ms', 'CPU ms', 'read units'],
    measured.map(({ row }) => row),
  );
  return measured.flatMap(({ targets }) => targets);
}

quietSdk();
const clock = () => NOW;
const targets = await withStore(clock, async ({ client, stores }) => {
  await writeDay(benchServices(stores, clock));
  // Its caches have seen nothing of what was written.
  const services = benchServices(stores, clock);
  const { key } = await createKey(services.documents, 'read', 'bench', clock);
  print(`${ACCOUNTS} accounts of ${USERS_AN_ACCOUNT} users each, embedded store, over HTTP`);
  const consumed = meterConsumed(client);
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route: createApi(services) });
  const measured = await measureAll(server, key, consumed);
  await server.close();
  return measured;
});
process.exitCode = judgeTargets(targets);
