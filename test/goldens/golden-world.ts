import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Answer, send } from '../../fixtures/gateway-request.ts';
import { KEYS } from '../../fixtures/keys.ts';
import { createApi } from '../../functions/api.ts';
import { createIngest } from '../../functions/ingest.ts';
import { createScore, type ScoreInvocation } from '../../functions/score.ts';
import { createSeal } from '../../functions/seal.ts';
import { createTail } from '../../functions/tail.ts';
import type { Alert } from '../../lib/alerts/alert.ts';
import type { AlertPublisher } from '../../lib/alerts/publish/alert-publisher.ts';
import { DynamoBlockStore } from '../../lib/dynamo/stores/dynamo-block-store.ts';
import { DynamoSealStore } from '../../lib/dynamo/stores/dynamo-seal-store.ts';
import { dynamoStores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { importKey } from '../../lib/runtime/services/api-keys.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { composeServices } from '../../lib/runtime/services/compose-services.ts';
import { createLog } from '../../lib/runtime/services/log.ts';
import type { Services } from '../../lib/runtime/services/services.ts';
import { retentionDaysOf } from '../../lib/scores/snapshot/snapshots.ts';
import { MemoryTable } from '../support/stores/memory-table.ts';
import type { TableItem } from '../support/stores/table-expressions.ts';
import { restartCounting } from './counted-crypto.ts';

const TABLE_NAME = 'golden';
const RETENTION_DAYS = 400;
const HASH_KEY = 'the same key in every golden';

/** The functions over the real stores and a table in memory, with a clock that is set by hand. */
export interface GoldenWorld {
  readonly table: MemoryTable;
  readonly services: Services;
  readonly time: { now: number };
  /** All that left the service, in its order: alerts, digests and announcements. */
  readonly told: readonly unknown[];
  /** Posts with the write key; throws when it is not taken. */
  post(path: string, body: object): Promise<void>;
  /** Calls with the admin key, a path with its query; throws when it is refused. */
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  tail(): Promise<unknown>;
  seal(): Promise<unknown>;
  score(input: ScoreInvocation): Promise<unknown>;
}

function servicesOn(table: MemoryTable, clock: () => number, publisher: AlertPublisher): Services {
  return composeServices({
    ...dynamoStores(table, TABLE_NAME, clock),
    seals: new DynamoSealStore(table, TABLE_NAME, RETENTION_DAYS),
    blocks: new DynamoBlockStore(table, TABLE_NAME, clock, { daysKept: retentionDaysOf }),
    caches: createCaches(clock),
    clock,
    settings: { retentionDays: RETENTION_DAYS, accountUrl: 'https://crm.example.com/a/{id}' },
    log: createLog(() => undefined, clock),
    metrics: () => undefined,
    startRun: async () => undefined,
    startPreview: async () => undefined,
    publisher,
  });
}

async function accepted(answer: Promise<Answer>, what: string): Promise<Answer> {
  const { status, body, ...rest } = await answer;
  if (status < 300) return { status, body, ...rest };
  throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
}

/** Goes on with items as an earlier release stored them. */
export async function goldenReader(items: readonly TableItem[], now: number): Promise<GoldenWorld> {
  const table = new MemoryTable();
  for (const Item of items) await table.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  return goldenWorld(new Date(now).toISOString(), undefined, table);
}

/**
 * Begins an installation whose key never changes, or goes on with a table that has one.
 *
 * @param takes which alerts get out; the others wait in their outboxes
 */
export async function goldenWorld(
  begin: string,
  takes: (alert: Alert) => boolean = () => true,
  table = new MemoryTable(),
): Promise<GoldenWorld> {
  restartCounting();
  const time = { now: Date.parse(begin) };
  const clock = () => time.now;
  const told: unknown[] = [];
  const services = servicesOn(table, clock, {
    async publish(alerts) {
      const taken = alerts.filter(takes);
      told.push(...taken);
      return taken.map(({ id }) => id);
    },
    async sendDigest(digest, { id }) {
      told.push({ subscription: id, digest });
      return true;
    },
    async announce(event) {
      told.push(event);
    },
  });
  const { documents } = services;
  await documents.put('setting', 'installation', { hashKey: HASH_KEY, createdAt: begin }, 0);
  for (const role of ['write', 'read', 'admin'] as const) {
    await importKey(documents, { key: KEYS[role], role, source: 'web' }, clock);
  }
  const [ingest, api] = [createIngest(services), createApi(services)];
  const call = (method: string, asked: string, body?: unknown) => {
    const [path = '', query = ''] = asked.split('?');
    const door = /^\/(v1\/projects|array)\//.test(path) ? ingest : api;
    return send(door, path, { method, key: KEYS.admin, query, body });
  };
  return {
    table,
    services,
    time,
    told,
    post: async (path, body) => {
      await accepted(send(ingest, path, { key: KEYS.write, body }), `POST ${path}`);
    },
    admin: (method, path, body) => accepted(call(method, path, body), `${method} ${path}`),
    get: (path) => call('GET', path),
    tail: createTail(services),
    seal: createSeal(services),
    score: createScore(services),
  };
}
