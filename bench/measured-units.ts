import { realisticBatch } from '../fixtures/realistic-batch.ts';
import { createSeal } from '../functions/seal.ts';
import { createTail } from '../functions/tail.ts';
import { type Consumed, meterConsumed } from '../lib/dynamo/client/meter-consumed.ts';
import { MS_PER_HOUR } from '../lib/model/hour.ts';
import { ensureInstallation } from '../lib/runtime/services/installation.ts';
import { benchServices } from './bench-services.ts';
import { withStore } from './bench-store.ts';

/** Capacity units. */
type Units = Pick<Consumed, 'read' | 'write'>;

export const EVENTS_A_REQUEST = 20;

/** An hour of a product with 400,000 events an hour would have fewer fixed costs in each. */
const REQUESTS = 300;
const BEGIN = Date.UTC(2026, 10, 21, 14);

/**
 * Sends an hour of requests through put, tail and seal on an embedded store and returns what each
 * took for one request, the first sight of users included, and what a tail takes that finds nothing.
 */
export async function measureUnits() {
  const time = { now: BEGIN };
  const clock = () => time.now;
  return await withStore(clock, async ({ client, stores }) => {
    const consumed = meterConsumed(client);
    const services = benchServices(stores, clock);
    const metered = async (work: () => Promise<unknown>, among = 1): Promise<Units> => {
      const before = { ...consumed };
      await work();
      const { read, write } = consumed;
      return { read: (read - before.read) / among, write: (write - before.write) / among };
    };
    const tail = createTail(services);
    await ensureInstallation(stores.documents, clock);
    await tail();
    const putARequest = await metered(async () => {
      for (let seed = 1; seed <= REQUESTS; seed++) {
        const shape = { events: EVENTS_A_REQUEST, users: 12, accounts: 5, seed };
        await stores.batches.put(realisticBatch({ ...shape, receivedAt: BEGIN + seed * 1_000 }));
      }
    }, REQUESTS);
    time.now = BEGIN + 6 * 60_000;
    const tailARequest = await metered(tail, REQUESTS);
    time.now = BEGIN + MS_PER_HOUR + 6 * 60_000;
    const sealARequest = await metered(createSeal(services), REQUESTS);
    await tail();
    time.now += 60_000;
    return { putARequest, tailARequest, sealARequest, idleTail: await metered(tail) };
  });
}
