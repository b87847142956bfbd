import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { send } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { createApi } from '../../../functions/api.ts';
import { createIngest } from '../../../functions/ingest.ts';
import { createScore } from '../../../functions/score.ts';
import { createSeal } from '../../../functions/seal.ts';
import { createTail } from '../../../functions/tail.ts';
import { unpack } from '../../../lib/dynamo/items/pack.ts';
import { importKey } from '../../../lib/runtime/services/api-keys.ts';
import { createCaches } from '../../../lib/runtime/services/caches.ts';
import { composeServices } from '../../../lib/runtime/services/compose-services.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import type { Services } from '../../../lib/runtime/services/services.ts';
import { sampleAlert } from '../builders/sample-alert.ts';
import { type OnDynamo, onDynamo } from '../stores/on-dynamo.ts';

const START = Date.parse('2026-11-20T09:30:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What must be gone: two ids of one person, a third from a rename, a name and an address. */
const WORDS = ['ada-lovelace', 'browser-of-ada', 'ada-king', 'Countess Ada', 'ada@example.com'];

function textOf({ b, ...rest }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...rest, b: b === undefined ? null : unpack(b) });
}

/** Every key and value of the table, unpacked, as one text an item. */
async function everything({ client, table }: OnDynamo): Promise<string[]> {
  const pages = paginateScan({ client }, { TableName: table });
  const texts: string[] = [];
  for await (const { Items = [] } of pages) texts.push(...Items.map(textOf));
  return texts;
}

async function erasureWorld(dynamo: OnDynamo, time: { now: number }) {
  const clock = () => time.now;
  const services: Services = composeServices({
    ...dynamo.stores,
    clock,
    caches: createCaches(clock),
    settings: { retentionDays: 400 },
    log: createLog(() => undefined, clock),
    metrics: () => undefined,
    startRun: async () => undefined,
    publisher: { publish: async () => [] },
  });
  for (const role of ['write', 'read', 'admin'] as const) {
    await importKey(services.documents, { key: KEYS[role], role, source: 'web' }, clock);
  }
  const [ingest, api, score] = [createIngest(services), createApi(services), createScore(services)];
  const call = (method: string, path: string) => send(api, path, { method, key: KEYS.admin });
  return {
    services,
    score,
    call,
    tail: createTail(services),
    seal: createSeal(services),
    post: (batch: readonly object[]) =>
      send(ingest, '/v1/batch', { key: KEYS.write, body: { batch } }),
    counts: (counts: readonly object[]) =>
      send(ingest, '/v1/counts', { key: KEYS.write, body: { counts } }),
    everything: () => everything(dynamo),
  };
}

export type ErasureWorld = Awaited<ReturnType<typeof erasureWorld>>;

export function calls(at: number) {
  const timestamp = new Date(at).toISOString();
  const used = (userId: string, event: string, times: number) =>
    Array.from({ length: times }, (_, i) => {
      const messageId = `${userId}-${event}-${at}-${i}`;
      return { type: 'track', userId, event, messageId, timestamp, context: { groupId: 'acme' } };
    });
  const traits = { name: 'Countess Ada', email: 'ada@example.com', plan: 'x' };
  return [
    { type: 'identify', userId: 'ada-lovelace', anonymousId: 'browser-of-ada', traits, timestamp },
    { type: 'track', anonymousId: 'browser-of-ada', event: 'Opened', timestamp },
    { type: 'track', userId: 'ada-king', event: 'Opened', messageId: `k${at}`, timestamp },
    { type: 'alias', userId: 'ada-lovelace', previousId: 'ada-king', timestamp },
    ...used('ada-lovelace', 'Opened', 6),
    ...used('bob', 'Opened', 3),
    ...used('cat', 'Opened', 9),
    { type: 'identify', userId: 'bob', traits: { name: 'Bob' }, timestamp },
  ];
}

/** A day with a sealed hour, its scores, alerts that name the person, and an hour that is open. */
export async function lived(w: ErasureWorld, time: { now: number }) {
  expect((await w.post(calls(time.now))).body).toEqual({ success: true });
  await w.tail();
  time.now += HOUR;
  await w.seal();
  await w.score({ job: 'score' });
  time.now += 24 * HOUR;
  await w.seal();
  await w.score({ job: 'close' });
  expect((await w.post(calls(time.now))).body).toEqual({ success: true });
  const day = '2026-11-21';
  await w.counts([{ userId: 'ada-lovelace', accountId: 'acme', event: 'Read', day, count: 4 }]);
  await w.tail();
  await w.score({ job: 'score' });
  const hash = (await w.services.hashing.idHasher())('user', 'ada-lovelace');
  const about = { scope: 'user', subject: hash, subjectId: 'ada-lovelace' } as const;
  await w.services.alerts.putAlert(sampleAlert({ ...about, id: 'a'.repeat(32) }));
  const text = 'Talk to Countess Ada (ada@example.com): https://x.example/u/ada-lovelace?a=1';
  const mention = sampleAlert({ text, facts: { champion: 'ada-king', score: 5 } });
  await w.services.alerts.putAlert(mention);
  const outbox = [sampleAlert({ ...about, id: 'b'.repeat(32) })];
  const state = { rule: 'r', subject: hash, state: 'fired', day, outbox } as const;
  await w.services.alerts.putState(state, 0);
}

/** The scores of everybody, with the erased one's id left out, and with it, and the figures of the product. */
export async function scores(w: ErasureWorld) {
  const lists = [];
  for (const path of ['/v1/users', '/v1/accounts', '/v1/product']) {
    for (const asOf of ['live', '2026-11-20']) {
      const { body } = await send(createApi(w.services), path, {
        method: 'GET',
        key: KEYS.read,
        query: `asOf=${asOf}`,
      });
      lists.push(body);
    }
  }
  const text = JSON.stringify(lists);
  const nameless = /"userId":(null|"ada-lovelace"|"ada-king")(,"name":(null|"[^"]*"))?/g;
  const withoutName = text.replaceAll(nameless, '"userId":"?"');
  return { text: withoutName.replaceAll('"email":"ada@example.com"', ''), named: text };
}

export const naming = (texts: readonly string[], words = WORDS) =>
  texts.filter((text) => words.some((word) => text.includes(word)));

/** Runs a test over a table of its own, all functions and a clock that stands still. */
export async function withErasureWorld(
  test: (w: ErasureWorld, time: { now: number }) => Promise<void>,
): Promise<void> {
  const time = { now: START };
  const clock = () => time.now;
  await onDynamo(async (dynamo) => test(await erasureWorld(dynamo, time), time), clock);
}
