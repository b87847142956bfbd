import { DirectoryCache } from '../lib/counts/directory.ts';
import { CountCache } from '../lib/counts/read-counts.ts';
import { sealHours } from '../lib/counts/seal-hours.ts';
import { meterConsumed } from '../lib/dynamo/consumed.ts';
import { MS_PER_HOUR } from '../lib/model/hour.ts';
import { keyedIdHasher } from '../lib/runtime/hashing.ts';
import { realisticBatch } from '../test/support/counter-batches.ts';
import { withStores } from '../test/support/store-under-test.ts';

/** Requests of some size within one hour, put and then sealed: write units an event. */
async function unitsOf(events: number, users: number, accounts: number, requests: number) {
  const { stores, dynamo, close } = await withStores('dynalite');
  if (!dynamo) throw new Error('the embedded store did not start');
  const units = meterConsumed(dynamo.client);
  const start = Date.UTC(2026, 10, 21, 14);
  for (let i = 0; i < requests; i++) {
    const receivedAt = start + i * 100;
    await stores.batches.put(realisticBatch({ events, users, accounts, receivedAt, seed: i % 50 }));
  }
  const put = units.write;
  const sources = {
    ...stores,
    hashId: keyedIdHasher('bench'),
    installedHour: '2026-11-21T14',
    cache: new CountCache(),
  };
  await sealHours(sources, new DirectoryCache(), start + 2 * MS_PER_HOUR);
  await close();
  const total = events * requests;
  return { events, put: put / total, withFold: units.write / total };
}

for (const [events, users, accounts, requests] of [
  [1, 1, 1, 2_000],
  [20, 12, 5, 1_000],
  [100, 60, 20, 300],
] as const) {
  const { put, withFold } = await unitsOf(events, users, accounts, requests);
  process.stdout.write(
    `${events} a request: put ${put.toFixed(3)}, with fold ${withFold.toFixed(3)} write units an event\n`,
  );
}
