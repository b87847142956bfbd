import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BlockStore } from '../../lib/counts/block/block-store.ts';
import type { DayCounts } from '../../lib/counts/day/day-counts.ts';
import { sealLogOf } from '../../lib/counts/delta/seal-log.ts';
import type { SealMarker } from '../../lib/counts/delta/seal-store.ts';
import { LifetimeCache } from '../../lib/counts/lifetime/lifetime-cache.ts';
import {
  type LifetimeCell,
  lifetimeCells,
  lifetimesOfAccount,
} from '../../lib/counts/lifetime/lifetime-columns.ts';
import { updateLifetimeIndex } from '../../lib/counts/update-lifetime-index.ts';
import { addDays, type Day, dayNumber, daysInRange } from '../../lib/model/day.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { someCounts } from '../support/builders/some-counts.ts';
import { createCache } from '../support/stores/create-cache.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';

const FIRST: Day = '2026-11-10';
const USERS = ['ada', 'bob', 'cid', 'dan', 'eve', ''];
const ACCOUNTS = ['acme', 'globex'];
const EVENTS = ['Opened', 'Invited', 'Paused'];

type Line = readonly [user: string, account: string, event: string, count: number];

/** Days from the first on, each with what happened on it. */
const arbitraryDays = fc.array(
  fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...USERS),
      fc.constantFrom(...ACCOUNTS),
      fc.constantFrom(...EVENTS),
      fc.constant(1),
    ),
    { selector: (line) => line.join('/'), maxLength: 8 },
  ),
  { maxLength: 6 },
);

const dayAt = (index: number): Day => addDays(FIRST, index);
const countsOf = (days: readonly (readonly Line[])[]): DayCounts[] =>
  days.flatMap((lines, index) => (lines.length > 0 ? [someCounts(dayAt(index), lines)] : []));

/** Each day sealed in an hour of its own day, unless said otherwise. */
function markersOf(counts: readonly DayCounts[], hourOf = (day: Day) => `${day}T10`): SealMarker[] {
  return counts
    .map(({ day }) => ({ hour: hourOf(day), events: 1, days: [{ day, chunks: 1 }] }))
    .sort((a, b) => (a.hour < b.hour ? -1 : 1));
}

function readOf(counts: readonly DayCounts[], asOf: Day, markers = markersOf(counts)) {
  const days = daysInRange('2026-11-01', asOf);
  const on = async (day: Day) => counts.filter((part) => part.day === day);
  const firstOpen = `${addDays(asOf, 1)}T00`;
  const sealed = async (day: Day) => ({ within: () => on(day) });
  return { days, on, sealed, firstOpen, openDays: new Set<Day>(), log: sealLogOf(markers) };
}

/** First and last day by cell, in words. */
function spans(cells: Iterable<LifetimeCell>): Record<string, readonly number[]> {
  const found = [...cells].map(
    ({ user, account, event, first, last }) =>
      [[user, account, event].join('/'), [first, last]] as const,
  );
  expect(new Set(found.map(([key]) => key)).size).toBe(found.length);
  return Object.fromEntries(found);
}

function expected(counts: readonly DayCounts[]): Record<string, readonly number[]> {
  const known: Record<string, [number, number]> = {};
  for (const { day, users, accounts, events, user, account, event } of counts) {
    for (let row = 0; row < user.length; row++) {
      const [u, a, e] = [user[row] ?? 0, account[row] ?? 0, event[row] ?? 0];
      const key = [users[u], accounts[a], events[e]].join('/');
      const number = dayNumber(day);
      const [first, last] = known[key] ?? [number, number];
      known[key] = [Math.min(first, number), Math.max(last, number)];
    }
  }
  return known;
}

const stored = async (blocks: BlockStore) =>
  spans(lifetimeCells(await new LifetimeCache(createCache).read(blocks)));

type Read = ReturnType<typeof readOf>;

/** Takes in what was read up to a day, by a process that has read nothing yet. */
function close(blocks: BlockStore, asOf: Day, read: Read, generation = `run of ${asOf}`) {
  return updateLifetimeIndex({ blocks, cache: new LifetimeCache(createCache) }, read, {
    asOf,
    generation,
  });
}

it('the lifetime index has first and last day of every cell, whether days are closed one by one or many at once', () =>
  fc.assert(
    fc.asyncProperty(arbitraryDays, async (days) => {
      const counts = countsOf(days);
      const last = dayAt(days.length);
      const [daily, atOnce] = [memoryStores().blocks, memoryStores().blocks];
      const cache = new LifetimeCache(createCache);
      for (const asOf of days.map((_, index) => dayAt(index))) {
        const plan = { asOf, generation: `run of ${asOf}` };
        await updateLifetimeIndex({ blocks: daily, cache }, readOf(counts, asOf), plan);
      }
      for (const asOf of [dayAt(1), last]) {
        const plan = { asOf, generation: `run of ${asOf}`, rowsAtOnce: 2 };
        const target = { blocks: atOnce, cache: new LifetimeCache(createCache) };
        await updateLifetimeIndex(target, readOf(counts, asOf), plan);
      }
      expect(await stored(daily)).toEqual(expected(counts));
      expect(await stored(atOnce)).toEqual(expected(counts));
    }),
    { numRuns: 100 },
  ));

it('the lifetime index takes in a late event for a day that was closed', async () => {
  const { blocks } = memoryStores();
  const before = [
    someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]]),
    someCounts('2026-11-13', [['ada', 'acme', 'Invited', 1]]),
  ];
  await close(blocks, '2026-11-13', readOf(before, '2026-11-13'));
  const late = someCounts('2026-11-11', [['ada', 'acme', 'Opened', 1]]);
  const counts = [late, ...before];
  const hourOf = (day: Day) => (day === late.day ? '2026-11-14T03' : `${day}T10`);
  await close(blocks, '2026-11-14', readOf(counts, '2026-11-14', markersOf(counts, hourOf)));
  expect(await stored(blocks)).toEqual(expected(counts));
});

it('the lifetime index misses nothing of a day that had begun when an earlier one was closed', async () => {
  const { blocks } = memoryStores();
  const counts = [
    someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]]),
    someCounts('2026-11-13', [['ada', 'acme', 'Invited', 1]]),
  ];
  const read = { ...readOf(counts, '2026-11-12'), firstOpen: '2026-11-13T18' };
  await close(blocks, '2026-11-12', read);
  await close(blocks, '2026-11-13', readOf(counts, '2026-11-13'));
  expect(await stored(blocks)).toEqual(expected(counts));
});

it('the lifetime index is not written again when no seal brought anything', async () => {
  const { blocks } = memoryStores();
  const counts = [someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]])];
  await close(blocks, '2026-11-13', readOf(counts, '2026-11-13'), 'one');
  await close(blocks, '2026-11-14', readOf(counts, '2026-11-14'), 'two');
  expect((await blocks.heads('ever')).map(({ generation }) => generation)).toEqual(['one']);
});

it('the lifetime index tells what one account ever did', async () => {
  const { blocks } = memoryStores();
  const counts = [
    someCounts('2026-11-12', [
      ['ada', 'acme', 'Opened', 1],
      ['', 'acme', 'Paused', 1],
      ['bob', 'globex', 'Opened', 1],
    ]),
  ];
  await close(blocks, '2026-11-12', readOf(counts, '2026-11-12'));
  const chunks = await new LifetimeCache(createCache).read(blocks);
  const events = lifetimesOfAccount(chunks, hashId('account', 'acme')).map(({ event }) => event);
  expect(events.sort()).toEqual(['Opened', 'Paused']);
  expect(lifetimesOfAccount(chunks, hashId('account', 'initech'))).toEqual([]);
});
