import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { realisticBatch } from '../fixtures/realistic-batch.ts';
import { DEFAULTS } from '../infra/settings.ts';
import type { Stores } from '../lib/dynamo/stores/dynamo-stores.ts';
import { MS_PER_HOUR } from '../lib/model/hour.ts';
import { createKey } from '../lib/runtime/services/api-keys.ts';
import { ensureInstallation } from '../lib/runtime/services/installation.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { withStore } from './bench-store.ts';
import { bundle } from './bundle.ts';
import {
  EVENTS_A_REQUEST,
  type Order,
  ordersAtRest,
  ordersOfEvents,
  ordersOfScores,
  SIZES,
  USERS_A_REQUEST,
} from './functions/function-orders.ts';
import { type Measured, measuredFunction } from './functions/measured-function.ts';
import { type Paced, paceDuring } from './pace-during.ts';
import { print, printTable } from './print.ts';
import { measuredRun } from './score/measured-run.ts';
import { atMost, judgeTargets, type Target } from './target.ts';

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });
const SIZE = values.small ? SIZES.small : SIZES.full;

const AT_ONCE = 32;
/** Lambda gives a whole core at this much memory, and less of it in proportion. */
const MEGABYTES_A_CORE = 1_769;
/** Of its memory, what a function may take at most. */
const MOST_SHARE = 0.5;

type Called = { readonly order: Order } & Paced<Measured>;

/** An hour that closed an hour ago, of a product with a given number of requests in it. */
async function writeHour({ batches }: Stores, now: number): Promise<void> {
  const begin = now - 2 * MS_PER_HOUR;
  const seeds = Array.from({ length: SIZE.sealed }, (_, seed) => seed + 1);
  await pMap(
    seeds,
    (seed) => {
      const shape = { events: EVENTS_A_REQUEST, users: USERS_A_REQUEST, accounts: 5, seed };
      const receivedAt = begin + Math.floor((seed * 60_000) / SIZE.sealed);
      return batches.put({
        ...realisticBatch({ ...shape, receivedAt }),
        requestId: `bench-${seed}`,
      });
    },
    { concurrency: AT_ONCE },
  );
}

function row({ order, result }: Called): string[] {
  const megabytes = DEFAULTS.memory[order.name];
  const processor = result.processor / result.calls;
  const share = Math.min(megabytes / MEGABYTES_A_CORE, 1);
  return [
    `${order.name}: ${order.what}`,
    String(megabytes),
    result.peakMegabytes.toFixed(0),
    processor.toFixed(1),
    (processor / share).toFixed(1),
    result.longest.toFixed(0),
  ];
}

function targetsOf({ order, result, pace }: Called): Target[] {
  const call = `${order.name}: ${order.what}`;
  const milliseconds = result.processor / result.calls / pace;
  return [
    atMost(order.most, `CPU ms a call at the anchors' pace, ${call}`, milliseconds),
    atMost(DEFAULTS.memory[order.name] * MOST_SHARE, `MB, ${call}`, result.peakMegabytes),
  ];
}

async function measure(endpoint: string, folder: string, stores: Stores): Promise<Called[]> {
  const now = Date.now();
  await ensureInstallation(stores.documents, () => now - 3 * MS_PER_HOUR);
  const write = await createKey(stores.documents, 'write', 'bench', Date.now);
  const read = await createKey(stores.documents, 'read', 'bench', Date.now);
  const called: Called[] = [];
  const call = async (orders: readonly Order[]) => {
    for (const order of orders) {
      const code = join(folder, `${order.name}.mjs`);
      await writeFile(code, await bundle(order.name));
      const paced = await paceDuring(() => measuredFunction(order, code, endpoint));
      called.push({ order, ...paced });
    }
  };
  await call(ordersAtRest());
  await writeHour(stores, now);
  await call(ordersOfEvents(write.key, now, SIZE));
  await measuredRun({ endpoint, job: 'live', now: Date.now() });
  await call(ordersOfScores(read.key, SIZE));
  return called;
}

quietSdk();
const called = await withStore(Date.now, ({ endpoint, folder, stores }) =>
  measure(endpoint, folder, stores),
);
print('each function in a process with the heap that its memory leaves');
const processor = ['CPU ms a call', 'at its share of a core'];
printTable(['function', 'MB set', 'MB at most', ...processor, 'longest ms here'], called.map(row));
process.exitCode = judgeTargets(called.flatMap(targetsOf));
