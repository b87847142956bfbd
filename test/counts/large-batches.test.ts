import { expect, it } from 'vitest';
import { readCounts } from '../../fixtures/read-counts.ts';
import { realisticBatch } from '../../fixtures/realistic-batch.ts';
import type { CounterBatch } from '../../lib/counts/batch/counter-batch.ts';
import { CountCache } from '../../lib/counts/day/count-cache.ts';
import { DirectoryCache } from '../../lib/counts/directory/directory.ts';
import type { CountSources } from '../../lib/counts/open-counts.ts';
import { sealHours } from '../../lib/counts/seal-hours.ts';
import { DynamoBatchStore } from '../../lib/dynamo/stores/dynamo-batch-store.ts';
import { dynamoStores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import type { AcceptedEvent } from '../../lib/events/event.ts';
import { hourOf, MS_PER_HOUR } from '../../lib/model/hour.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { createCache } from '../support/stores/create-cache.ts';
import { faulty } from '../support/stores/faulty.ts';
import { MemoryTable } from '../support/stores/memory-table.ts';

const DAY = '2026-11-20';
const BEGIN = Date.parse(`${DAY}T00:00:00Z`);

function sourcesOver(client: MemoryTable): CountSources {
  const stores = dynamoStores(client, 'large', Date.now);
  return { ...stores, hashId, installedHour: hourOf(BEGIN), cache: new CountCache(createCache) };
}

async function counted(sources: CountSources, now: number): Promise<number[]> {
  const { parts } = await readCounts(sources, DAY, DAY, now);
  return parts.flatMap(({ count }) => [...count]);
}

const EVENTS_A_REQUEST = 2_500;
const REQUESTS_AN_HOUR = 20;

/** One request, by its number, of a robot that does nothing but ping. */
function pings(request: number): Pick<CounterBatch, 'events'> {
  const events = Array.from({ length: EVENTS_A_REQUEST }, (_, index): AcceptedEvent => {
    const fingerprint = (request * EVENTS_A_REQUEST + index).toString(16).padStart(16, '0');
    const actor = { kind: 'user' as const, id: 'robot' };
    const at = BEGIN + request * 1_000;
    return {
      index,
      kind: 'track',
      event: 'Pinged',
      actor,
      occurredAt: at,
      dated: true,
      fingerprint,
    };
  });
  return { events };
}

it('the million events of one user on a day are counted once each, though a tenth of them is sent twice', async () => {
  const sources = sourcesOver(new MemoryTable());
  const common = { part: 0, source: 'web', counts: [], refused: [] };
  for (let hour = 0; hour < 20; hour++) {
    const receivedAt = BEGIN + hour * MS_PER_HOUR + 60_000;
    const first = hour * REQUESTS_AN_HOUR;
    const again = hour === 0 ? [] : [first - 1, first - REQUESTS_AN_HOUR];
    const fresh = Array.from({ length: REQUESTS_AN_HOUR }, (_, at) => first + at);
    for (const request of [...fresh, ...again]) {
      const requestId = `${hour}/${request}`;
      const batch = { ...common, hour: hourOf(receivedAt), receivedAt, requestId };
      await sources.batches.put({ ...batch, ...pings(request) });
    }
    await sealHours(
      sources,
      new DirectoryCache(createCache),
      receivedAt + MS_PER_HOUR + 5 * 60_000,
    );
  }
  const tomorrow = BEGIN + 25 * MS_PER_HOUR;
  expect(await counted(sources, tomorrow)).toEqual([1_000_000]);
  expect(await counted({ ...sources, cache: new CountCache(createCache) }, tomorrow)).toEqual([
    1_000_000,
  ]);
});

it('a request over 390 KB of which any part was lost is not stored, and sent again counts once', async () => {
  const receivedAt = BEGIN + 10 * MS_PER_HOUR;
  const shape = { events: 9_000, users: 9_000, accounts: 9_000, receivedAt };
  const batch = realisticBatch(shape);
  for (const lost of [1, 2]) {
    const client = new MemoryTable();
    const sources = sourcesOver(client);
    let puts = 0;
    const failing = faulty(client, () => (++puts === lost ? 'fails before' : 'works'));
    const put = new DynamoBatchStore(failing, 'large').put(batch);
    await expect(put).rejects.toThrow('send failed');
    expect(puts).toBe(2);
    await sources.batches.put({ ...batch, requestId: 'again', receivedAt: receivedAt + 1 });
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    expect(sum(await counted(sources, receivedAt + 2))).toBe(9_000);
    await sealHours(sources, new DirectoryCache(createCache), receivedAt + 2 * MS_PER_HOUR);
    expect(sum(await counted(sources, receivedAt + 2 * MS_PER_HOUR))).toBe(9_000);
  }
});
