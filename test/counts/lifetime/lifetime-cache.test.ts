import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockStore } from '../../../lib/counts/block/block-store.ts';
import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import { sealLogOf } from '../../../lib/counts/delta/seal-log.ts';
import type { SealMarker } from '../../../lib/counts/delta/seal-store.ts';
import { LifetimeCache } from '../../../lib/counts/lifetime/lifetime-cache.ts';
import {
  encodeLifetimes,
  type LifetimeCell,
  lifetimeCells,
  lifetimesOfAccount,
} from '../../../lib/counts/lifetime/lifetime-columns.ts';
import { updateLifetimeIndex } from '../../../lib/counts/update-lifetime-index.ts';
import { addDays, type Day, dayNumber, daysInRange } from '../../../lib/model/day.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { someCounts } from '../../support/builders/some-counts.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

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

const dayAt = (at: number): Day => addDays(FIRST, at);
const countsOf = (days: readonly (readonly Line[])[]): DayCounts[] =>
  days.flatMap((lines, at) => (lines.length > 0 ? [someCounts(dayAt(at), lines)] : []));

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

/** By cell, in words. */
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

function* cellsFrom(cells: readonly LifetimeCell[]): Generator<LifetimeCell, undefined> {
  yield* cells;
}

const stored = async (blocks: BlockStore) =>
  spans(lifetimeCells(await new LifetimeCache().read(blocks)));

describe('the ever blocks', () => {
  it('hold first and last day of every cell, whether days are closed one by one or many at once', () =>
    fc.assert(
      fc.asyncProperty(arbitraryDays, async (days) => {
        const counts = countsOf(days);
        const last = dayAt(days.length);
        const [daily, atOnce] = [memoryStores().blocks, memoryStores().blocks];
        const cache = new LifetimeCache();
        for (let at = 0; at < days.length; at++) {
          await updateLifetimeIndex(
            daily,
            cache,
            readOf(counts, dayAt(at)),
            dayAt(at),
            `run ${at}`,
          );
        }
        for (const day of [dayAt(1), last]) {
          await updateLifetimeIndex(
            atOnce,
            new LifetimeCache(),
            readOf(counts, day),
            day,
            `run of ${day}`,
            2,
          );
        }
        expect(await stored(daily)).toEqual(expected(counts));
        expect(await stored(atOnce)).toEqual(expected(counts));
      }),
      { numRuns: 100 },
    ));

  it('take in a late event for a day that was closed', async () => {
    const { blocks } = memoryStores();
    const before = [
      someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]]),
      someCounts('2026-11-13', [['ada', 'acme', 'Invited', 1]]),
    ];
    await updateLifetimeIndex(
      blocks,
      new LifetimeCache(),
      readOf(before, '2026-11-13'),
      '2026-11-13',
      'one',
    );
    const late = someCounts('2026-11-11', [['ada', 'acme', 'Opened', 1]]);
    const counts = [late, ...before];
    const hourOf = (day: Day) => (day === late.day ? '2026-11-14T03' : `${day}T10`);
    const read = readOf(counts, '2026-11-14', markersOf(counts, hourOf));
    await updateLifetimeIndex(blocks, new LifetimeCache(), read, '2026-11-14', 'two');
    expect(await stored(blocks)).toEqual(expected(counts));
  });

  it('miss nothing of a day that had begun when an earlier one was closed', async () => {
    const { blocks } = memoryStores();
    const counts = [
      someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]]),
      someCounts('2026-11-13', [['ada', 'acme', 'Invited', 1]]),
    ];
    const read = { ...readOf(counts, '2026-11-12'), firstOpen: '2026-11-13T18' };
    await updateLifetimeIndex(blocks, new LifetimeCache(), read, '2026-11-12', 'one');
    await updateLifetimeIndex(
      blocks,
      new LifetimeCache(),
      readOf(counts, '2026-11-13'),
      '2026-11-13',
      'two',
    );
    expect(await stored(blocks)).toEqual(expected(counts));
  });

  it('are not written again when no seal brought anything', async () => {
    const { blocks } = memoryStores();
    const counts = [someCounts('2026-11-12', [['ada', 'acme', 'Opened', 1]])];
    await updateLifetimeIndex(
      blocks,
      new LifetimeCache(),
      readOf(counts, '2026-11-13'),
      '2026-11-13',
      'one',
    );
    await updateLifetimeIndex(
      blocks,
      new LifetimeCache(),
      readOf(counts, '2026-11-14'),
      '2026-11-14',
      'two',
    );
    expect((await blocks.heads('ever')).map(({ generation }) => generation)).toEqual(['one']);
  });

  it('answer for one account', async () => {
    const { blocks } = memoryStores();
    const counts = [
      someCounts('2026-11-12', [
        ['ada', 'acme', 'Opened', 1],
        ['', 'acme', 'Paused', 1],
        ['bob', 'globex', 'Opened', 1],
      ]),
    ];
    await updateLifetimeIndex(
      blocks,
      new LifetimeCache(),
      readOf(counts, '2026-11-12'),
      '2026-11-12',
      'one',
    );
    const ever = await new LifetimeCache().read(blocks);
    const events = lifetimesOfAccount(ever, hashId('account', 'acme')).map(({ event }) => event);
    expect(events.sort()).toEqual(['Opened', 'Paused']);
    expect(lifetimesOfAccount(ever, hashId('account', 'initech'))).toEqual([]);
  });

  it('are walked a few chunks at a time where they are too large to be kept', async () => {
    const { blocks } = memoryStores();
    const chunk = (user: string) => {
      const cell = { user: hashId('user', user), account: '', event: 'Opened', first: 1, last: 2 };
      return encodeLifetimes(cellsFrom([cell]));
    };
    const chunks = Array.from({ length: 20 }, (_, at) => chunk(String(at))).flat();
    await blocks.publish({ namespace: 'ever', name: '0' }, '1', chunks, { rows: 3_000_000 });
    const groups = [];
    for await (const group of new LifetimeCache().each(blocks)) groups.push(group);
    expect(groups.map(({ length }) => length)).toEqual([8, 8, 4]);
    const users = [...lifetimeCells(groups.flat())].map(({ user }) => user);
    expect(users).toEqual(chunks.map((_, at) => hashId('user', String(at))));
  });
});
