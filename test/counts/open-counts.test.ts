import { expect, it } from 'vitest';
import { readCounts } from '../../fixtures/read-counts.ts';
import { CountCache } from '../../lib/counts/day/count-cache.ts';
import { allCells } from '../../lib/counts/day/day-counts.ts';
import { DirectoryCache } from '../../lib/counts/directory/directory.ts';
import type { CountSources } from '../../lib/counts/open-counts.ts';
import { sealHours } from '../../lib/counts/seal-hours.ts';
import { aBatch, anEvent } from '../support/builders/an-event.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { createCache } from '../support/stores/create-cache.ts';
import { faulty } from '../support/stores/faulty.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';

const at = (instant: string): number => Date.parse(instant);

async function fresh(): Promise<CountSources> {
  return {
    ...memoryStores(),
    hashId,
    installedHour: '2026-11-18T00',
    cache: new CountCache(createCache),
  };
}

async function total(sources: CountSources, day: string, now: string): Promise<number> {
  const { parts } = await readCounts(sources, day, day, at(now));
  return parts.flatMap(allCells).reduce((sum, cell) => sum + cell.count, 0);
}

it('the counts of a day are the same before, between and after its seals', async () => {
  const sources = await fresh();
  const directory = new DirectoryCache(createCache);
  const twice = anEvent({ user: 'ada', at: '2026-11-20T10:10:00Z' });
  await sources.batches.put(aBatch('2026-11-20T10:10:01Z', [twice]));
  await sources.batches.put(aBatch('2026-11-20T11:10:01Z', [twice]));
  await sources.batches.put(
    aBatch('2026-11-20T11:20:00Z', [anEvent({ user: 'bob', at: '2026-11-20T11:19:00Z' })]),
  );
  expect(await total(sources, '2026-11-20', '2026-11-20T11:30:00Z')).toBe(2);
  await sealHours(sources, directory, at('2026-11-20T11:06:00Z'));
  expect(await total(sources, '2026-11-20', '2026-11-20T11:30:00Z')).toBe(2);
  await sealHours(sources, directory, at('2026-11-20T13:00:00Z'));
  expect(await total(sources, '2026-11-20', '2026-11-20T13:00:00Z')).toBe(2);
  expect(
    await total(
      { ...sources, cache: new CountCache(createCache) },
      '2026-11-20',
      '2026-11-22T00:00:00Z',
    ),
  ).toBe(2);
});

it('no hour is sealed earlier than five minutes after its end', async () => {
  const sources = await fresh();
  await sealHours(sources, new DirectoryCache(createCache), at('2026-11-20T11:04:59Z'));
  expect(await sources.seals.sealedThrough()).toBe('2026-11-20T09');
  await sealHours(sources, new DirectoryCache(createCache), at('2026-11-20T11:05:00Z'));
  expect(await sources.seals.sealedThrough()).toBe('2026-11-20T10');
});

it('hours that were left unsealed are sealed one after the other, however many they are', async () => {
  const sources = await fresh();
  const hours = ['03', '07', '08', '20'];
  for (const hour of hours) {
    const user = `user-${hour}`;
    const event = anEvent({ user, at: `2026-11-20T${hour}:01:00Z` });
    await sources.batches.put(aBatch(`2026-11-20T${hour}:02:00Z`, [event]));
  }
  const { batches } = sources;
  const read: string[] = [];
  let underWay = 0;
  const readHour = batches.readHour.bind(batches);
  batches.readHour = async (hour) => {
    read.push(hour);
    underWay += 1;
    expect(underWay).toBe(1);
    return readHour(hour).finally(() => {
      underWay -= 1;
    });
  };
  await sealHours(sources, new DirectoryCache(createCache), at('2026-11-21T12:00:00Z'));
  batches.readHour = readHour;
  expect(read).toEqual(hours.map((hour) => `2026-11-20T${hour}`));
  expect(await sources.seals.sealedThrough()).toBe('2026-11-21T10');
  expect(await total(sources, '2026-11-20', '2026-11-21T12:00:00Z')).toBe(4);
});

it('a seal of many hours that fails goes on where it failed', async () => {
  const sources = await fresh();
  let asked = 0;
  const batches = faulty(sources.batches, (method) =>
    method === 'busyHours' && ++asked === 3 ? 'fails before' : 'works',
  );
  const now = at('2026-11-20T12:00:00Z');
  const failing = sealHours({ ...sources, batches }, new DirectoryCache(createCache), now);
  await expect(failing).rejects.toThrow('busyHours failed');
  expect(await sources.seals.sealedThrough()).toBe('2026-11-18T23');
  const { hours } = await sealHours(sources, new DirectoryCache(createCache), now);
  expect(hours).toBe(35);
  expect(await sources.seals.sealedThrough()).toBe('2026-11-20T10');
});

it('a late event for a day with a count block makes the block stale', async () => {
  const sources = await fresh();
  const directory = new DirectoryCache(createCache);
  await sources.batches.put(
    aBatch('2026-11-18T10:00:00Z', [anEvent({ user: 'ada', at: '2026-11-18T09:00:00Z' })]),
  );
  await sealHours(sources, directory, at('2026-11-19T01:00:00Z'));
  expect(await total(sources, '2026-11-18', '2026-11-19T01:00:00Z')).toBe(1);
  expect((await sources.blocks.head({ namespace: 'counts', name: '2026-11-18' }))?.generation).toBe(
    '2026-11-18T10',
  );
  await sources.batches.put(
    aBatch('2026-11-20T10:00:00Z', [anEvent({ user: 'ada', at: '2026-11-18T09:30:00Z' })]),
  );
  expect(await total(sources, '2026-11-18', '2026-11-20T10:01:00Z')).toBe(2);
  await sealHours(sources, directory, at('2026-11-20T12:00:00Z'));
  expect(await total(sources, '2026-11-18', '2026-11-20T12:00:00Z')).toBe(2);
  const other = { ...sources, cache: new CountCache(createCache) };
  expect(await total(other, '2026-11-18', '2026-11-20T12:00:00Z')).toBe(2);
});

it('an event without a timestamp that is sent again after midnight counts on the first day only', async () => {
  const sources = await fresh();
  const first = anEvent({ user: 'ada', at: '2026-11-19T23:59:58Z', message: 'm1', dated: false });
  const retry = anEvent({ user: 'ada', at: '2026-11-20T00:00:03Z', message: 'm1', dated: false });
  await sources.batches.put(aBatch('2026-11-19T23:59:58Z', [first]));
  await sources.batches.put(aBatch('2026-11-20T00:00:03Z', [retry]));
  const check = async (now: string) => [
    await total(sources, '2026-11-19', now),
    await total(sources, '2026-11-20', now),
  ];
  expect(await check('2026-11-20T00:01:00Z')).toEqual([1, 0]);
  await sealHours(sources, new DirectoryCache(createCache), at('2026-11-20T02:00:00Z'));
  expect(await check('2026-11-20T02:00:00Z')).toEqual([1, 0]);
  expect(await check('2026-11-22T02:00:00Z')).toEqual([1, 0]);
});

it('one messageId on two days of their own timestamps is two events', async () => {
  const sources = await fresh();
  const on = (day: string) => anEvent({ user: 'ada', at: `${day}T10:00:00Z`, message: 'm1' });
  await sources.batches.put(aBatch('2026-11-20T10:00:00Z', [on('2026-11-19'), on('2026-11-20')]));
  expect(await total(sources, '2026-11-19', '2026-11-20T10:01:00Z')).toBe(1);
  expect(await total(sources, '2026-11-20', '2026-11-20T10:01:00Z')).toBe(1);
});

it('a seal that is killed between its chunks and its marker loses nothing, and sealing again writes the same bytes', async () => {
  const sources = await fresh();
  await sources.batches.put(
    aBatch('2026-11-20T10:00:00Z', [anEvent({ user: 'ada', at: '2026-11-20T09:00:00Z' })]),
  );
  const dying = {
    ...sources,
    seals: faulty(sources.seals, (method) => (method === 'putMarker' ? 'fails before' : 'works')),
  };
  const now = at('2026-11-20T12:00:00Z');
  await expect(sealHours(dying, new DirectoryCache(createCache), now)).rejects.toThrow(
    'putMarker failed',
  );
  expect(await total(sources, '2026-11-20', '2026-11-20T12:00:00Z')).toBe(1);
  await sealHours(sources, new DirectoryCache(createCache), now);
  expect(await total(sources, '2026-11-20', '2026-11-20T12:00:00Z')).toBe(1);
});
