import { expect, it } from 'vitest';
import { CountCache } from '../../lib/counts/day/count-cache.ts';
import { DirectoryCache } from '../../lib/counts/directory/directory.ts';
import { LifetimeCache } from '../../lib/counts/lifetime/lifetime-cache.ts';
import { lifetimeCells } from '../../lib/counts/lifetime/lifetime-columns.ts';
import { openCounts } from '../../lib/counts/open-counts.ts';
import { sealHours } from '../../lib/counts/seal-hours.ts';
import { updateLifetimeIndex } from '../../lib/counts/update-lifetime-index.ts';
import { dayNumber } from '../../lib/model/day.ts';
import { aBatch, anEvent } from '../support/builders/an-event.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { createCache } from '../support/stores/create-cache.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';

const USERS = Array.from({ length: 60 }, (_, at) => `user-${at}`);

/** Sources of a process that has read nothing yet, over stores in which some hours are received. */
function someSources() {
  const stores = memoryStores();
  return () => ({
    ...stores,
    hashId,
    installedHour: '2026-11-18T00',
    cache: new CountCache(createCache),
  });
}

type Sources = ReturnType<ReturnType<typeof someSources>>;

function receive({ batches }: Sources, at: string, users: readonly string[]) {
  return batches.put(
    aBatch(
      at,
      users.map((user) => anEvent({ user, at })),
    ),
  );
}

async function close(sources: Sources, asOf: string, now: string, onRead = (_: string) => {}) {
  const read = await openCounts(sources, '2026-11-18', asOf, Date.parse(now));
  const on = (day: string) => {
    onRead(day);
    return read.on(day);
  };
  const index = { blocks: sources.blocks, cache: new LifetimeCache(createCache) };
  await updateLifetimeIndex(index, { ...read, on }, { asOf, generation: `run of ${now}` });
}

async function lastDays({ blocks }: Sources): Promise<Map<string, readonly number[]>> {
  const cells = lifetimeCells(await new LifetimeCache(createCache).read(blocks));
  return new Map(Array.from(cells, ({ user, first, last }) => [user, [first, last]] as const));
}

const spanOf = (first: string, last: string) => [dayNumber(first), dayNumber(last)];

it('the lifetime index takes in sealed days from their count blocks, which are written where they lack', async () => {
  const sources = someSources();
  await receive(sources(), '2026-11-19T10:00:00Z', USERS);
  await receive(sources(), '2026-11-20T10:00:00Z', USERS.slice(0, 30));
  await sealHours(sources(), new DirectoryCache(createCache), Date.parse('2026-11-21T01:10:00Z'));
  const read: string[] = [];
  await close(sources(), '2026-11-20', '2026-11-21T01:10:00Z', (day) => read.push(day));
  expect(read).toEqual([]);
  const blocks = await sources().blocks.heads('counts');
  expect(blocks.map(({ name }) => name)).toEqual(['2026-11-19', '2026-11-20']);
  const spans = await lastDays(sources());
  for (const [at, user] of USERS.entries()) {
    const last = at < 30 ? '2026-11-20' : '2026-11-19';
    expect(spans.get(hashId('user', user))).toEqual(spanOf('2026-11-19', last));
  }
});

it('the lifetime index takes in hours that are not sealed, and merges a day that they touch once', async () => {
  const sources = someSources();
  await receive(sources(), '2026-11-19T10:00:00Z', USERS);
  await sealHours(sources(), new DirectoryCache(createCache), Date.parse('2026-11-20T12:00:00Z'));
  await receive(sources(), '2026-11-20T23:50:00Z', USERS);
  const read: string[] = [];
  await close(sources(), '2026-11-20', '2026-11-21T00:10:00Z', (day) => read.push(day));
  expect(read).toEqual(['2026-11-20']);
  const spans = await lastDays(sources());
  expect(spans.size).toBe(USERS.length);
  for (const span of spans.values()) expect(span).toEqual(spanOf('2026-11-19', '2026-11-20'));
});
