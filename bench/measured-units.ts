import { openDynaliteStores } from '../fixtures/dynalite-stores.ts';
import { realisticBatch } from '../fixtures/realistic-batch.ts';
import { createSeal } from '../functions/seal.ts';
import { createTail } from '../functions/tail.ts';
import { meterConsumed } from '../lib/dynamo/client/meter-consumed.ts';
import { MS_PER_HOUR } from '../lib/model/hour.ts';
import { createCaches } from '../lib/runtime/services/caches.ts';
import { composeServices } from '../lib/runtime/services/compose-services.ts';
import { ensureInstallation } from '../lib/runtime/services/installation.ts';
import { createLog } from '../lib/runtime/services/log.ts';
import { noMetrics } from '../lib/runtime/services/metrics.ts';

/** Capacity units. */
export interface Units {
  readonly reads: number;
  readonly writes: number;
}

export interface MeasuredUnits {
  readonly putARequest: Units;
  /** The first sight of users included. */
  readonly tailARequest: Units;
  readonly sealARequest: Units;
  readonly idleTail: Units;
}

export const EVENTS_A_REQUEST = 20;

/** An hour of a product with 400,000 events an hour would have fewer fixed costs in each. */
const REQUESTS = 300;

const silent = createLog(
  () => undefined,
  () => 0,
);

/** Sends an hour of requests through put, tail and seal on an embedded store and reads the meter. */
export async function measureUnits(): Promise<MeasuredUnits> {
  const begin = Date.UTC(2026, 10, 21, 14);
  const time = { now: begin };
  const clock = () => time.now;
  const { stores, client, close } = await openDynaliteStores(clock);
  const consumed = meterConsumed(client);
  const services = composeServices({
    ...stores,
    clock,
    caches: createCaches(clock),
    settings: { retentionDays: 400 },
    log: silent,
    metrics: noMetrics,
    publisher: { publish: async () => [] },
  });
  const metered = async (work: () => Promise<unknown>, among = 1): Promise<Units> => {
    const before = { ...consumed };
    await work();
    const { read, write } = consumed;
    return { reads: (read - before.read) / among, writes: (write - before.write) / among };
  };
  const tail = createTail(services);
  try {
    await ensureInstallation(stores.documents, clock);
    await tail();
    const putARequest = await metered(async () => {
      for (let seed = 1; seed <= REQUESTS; seed++) {
        const shape = { events: EVENTS_A_REQUEST, users: 12, accounts: 5, seed };
        await stores.batches.put(realisticBatch({ ...shape, receivedAt: begin + seed * 1_000 }));
      }
    }, REQUESTS);
    time.now = begin + 6 * 60_000;
    const tailARequest = await metered(tail, REQUESTS);
    time.now = begin + MS_PER_HOUR + 6 * 60_000;
    const sealARequest = await metered(createSeal(services), REQUESTS);
    await tail();
    time.now += 60_000;
    return { putARequest, tailARequest, sealARequest, idleTail: await metered(tail) };
  } finally {
    await close();
  }
}
