import type { Alert } from '../../../lib/alerts/alert.ts';
import type { Digest } from '../../../lib/alerts/message/digest.ts';
import type { ScoresComputed } from '../../../lib/alerts/scores-computed.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { putModel } from '../../../lib/model/model-versions.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { runClose } from '../../../lib/runtime/jobs/score/run-score.ts';
import { aModel } from '../builders/a-model.ts';
import { aBatch, anEvent } from '../builders/an-event.ts';
import type { Fate } from '../stores/faulty.ts';
import { memoryStores } from '../stores/memory-stores.ts';
import { type Doom, eachDoomed, type MortalProcess, startProcess } from './mortal-process.ts';

/** Stores that last, and processes that are started over them. */
export interface DurableWorld {
  readonly stores: Stores;
  readonly time: { now: number };
  readonly published: readonly Alert[];
  /** Ids of the digests that were sent. */
  readonly digests: readonly string[];
  /** Days that were announced, live ones with a mark. */
  readonly announced: readonly string[];
  start(fateOf?: (life: MortalProcess['life'], method: string) => Fate): MortalProcess;
}

/** An installation whose key never changes, so that two worlds write the same bytes. */
export async function emptyWorld(
  now: string,
  stores: Stores = memoryStores(),
): Promise<DurableWorld> {
  const installation = {
    hashKey: 'the same key in every world',
    createdAt: '2026-11-01T00:00:00Z',
  };
  await stores.documents.put('setting', 'installation', installation, 0);
  const time = { now: Date.parse(now) };
  const published: Alert[] = [];
  const digests: string[] = [];
  const announced: string[] = [];
  const publisher = {
    publish: async (alerts: readonly Alert[]) => {
      published.push(...alerts);
      return alerts.map(({ id }) => id);
    },
    sendDigest: async ({ id }: Digest) => {
      digests.push(id);
      return true;
    },
    announce: async ({ asOf, complete }: ScoresComputed) => {
      announced.push(complete ? asOf : `${asOf} live`);
    },
  };
  const open = (doom: Doom) => eachDoomed(stores, doom);
  const parts = { open, publisher, clock: () => time.now };
  return {
    stores,
    time,
    published,
    digests,
    announced,
    start: (fateOf = () => 'works') => startProcess(parts, fateOf),
  };
}

/** A morning of some users of an account; the message ids are the same in every world. */
export function morning(day: string, account: string, users: readonly string[]): CounterBatch {
  const events = users.flatMap((user, at) =>
    Array.from({ length: at + 1 }, (_, n) => {
      return anEvent({ user, account, at: `${day}T09:00:0${n}Z`, message: `${day}/${n}` });
    }),
  );
  return { ...aBatch(`${day}T09:01:00Z`, events), requestId: `${day}/${account}` };
}

const GLOBEX = ['cid', 'dan', 'eve'];

/** Two models, one rule, a daily digest, and two days closed; what the third brought waits to be scored. */
export async function worldBeforeClosing(stores?: Stores): Promise<DurableWorld> {
  const world = await emptyWorld('2026-11-18T00:10:00Z', stores);
  const { documents, batches } = world.stores;
  await putModel(documents, aModel({ windows: [1, 7], headlineWindow: 1 }).model);
  await putModel(documents, aModel({ id: 'other', windows: [1, 3], headlineWindow: 3 }).model);
  const rule = { id: 'low', kind: 'score.below', threshold: 30, enabled: true };
  await documents.put('rule', 'low', rule, 0);
  const subscription = { id: 'dana', type: 'console', digest: 'daily', enabled: true };
  await documents.put('subscription', 'dana', subscription, 0);
  for (const day of ['2026-11-18', '2026-11-19']) {
    await batches.put(morning(day, 'acme', ['ada', 'bob']));
    await batches.put(morning(day, 'globex', GLOBEX));
    world.time.now += 86_400_000;
    await runClose(world.start().services);
  }
  await batches.put(morning('2026-11-20', 'globex', GLOBEX));
  const late = { ...morning('2026-11-18', 'acme', ['zoe']), requestId: 'late' };
  const receivedAt = Date.parse('2026-11-20T15:00:00Z');
  await batches.put({ ...late, receivedAt, hour: '2026-11-20T15' });
  world.time.now += 86_400_000;
  return world;
}

/** Every snapshot that can be read, live ones too, by model and name; throws for one in part. */
export async function snapshotsOf({ blocks }: Stores): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const namespace of ['snapshot/default', 'snapshot/other', 'live/default', 'live/other']) {
    for (const head of await blocks.heads(namespace)) {
      const chunks = await blocks.read(namespace, head);
      found.set(`${namespace}/${head.name}`, JSON.stringify([head.meta, chunks]));
    }
  }
  return found;
}

/** What a dead process leaves behind is broken by whoever starts next, as one machine does. */
export async function restart(world: DurableWorld): Promise<RunServices> {
  await world.stores.runs.breakLease('score');
  return world.start().services;
}
