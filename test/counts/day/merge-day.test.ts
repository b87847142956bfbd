import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCells } from '../../../lib/counts/day/day-counts.ts';
import { mergeDay } from '../../../lib/counts/day/merge-day.ts';
import { undatedFingerprints, unionDeltas } from '../../../lib/counts/day/union-deltas.ts';
import {
  type Delta,
  type DeltaCell,
  inCellOrder,
  type SetCell,
} from '../../../lib/counts/delta/delta.ts';
import { deltaReaders, sealedDeltaReaders } from '../../../lib/counts/delta/delta-readers.ts';
import type { SealStore } from '../../../lib/counts/delta/seal-store.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const DAY = '2026-11-20';
const EVE = '2026-11-19';

/** Some share a shard, most do not. */
const USERS = Array.from({ length: 40 }, (_, at) => hashId('user', String(at)));
const ACCOUNTS = ['', ...Array.from({ length: 4 }, (_, at) => hashId('account', String(at)))];

const arbitraryKey = fc
  .record({
    user: fc.constantFrom('', ...USERS),
    account: fc.constantFrom(...ACCOUNTS),
    event: fc.constantFrom('Opened', 'Closed'),
  })
  .filter(({ user, account }) => user !== '' || account !== '');

/** Few numbers a subject, so that copies of an event stand in several hours and on both days. */
const arbitraryCell = fc
  .tuple(arbitraryKey, fc.boolean(), fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 5 }))
  .map(([key, dated, numbers]): DeltaCell => {
    const digits = numbers.map((n) => `${(key.user || key.account).slice(0, 15)}${n}`);
    return { ...key, dated, fingerprints: digits.sort().join('') };
  });

const arbitrarySet = fc.record({
  source: fc.constantFrom('db', 'crm'),
  key: arbitraryKey,
  count: fc.nat(3),
  version: fc.integer({ min: -1, max: 2 }),
});

const arbitraryHour = fc.record({
  cells: fc.array(arbitraryCell, { maxLength: 30 }),
  sets: fc.array(
    arbitrarySet.map(({ key, ...set }): SetCell => ({ ...key, ...set, order: '' })),
    { maxLength: 12 },
  ),
});

const arbitraryHours = fc.array(arbitraryHour, { maxLength: 5 });
type Hours = readonly Pick<Delta, 'cells' | 'sets'>[];

function deltasOf(day: string, hours: Hours): Delta[] {
  return hours.map(({ cells, sets }, at) => ({
    day,
    hour: `${day}T0${at}`,
    cells: [...cells].sort(inCellOrder),
    sets: sets.map((set, index) => ({ ...set, order: `${at}/${index}` })).sort(inCellOrder),
  }));
}

function cutIn<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, at * size + size),
  );
}

/** Writes a delta as a seal does, in chunks of `size` cells. */
async function seal(seals: SealStore, delta: Delta, size: number) {
  const chunks = [
    ...cutIn(delta.cells, size).map((cells) => ({ ...delta, cells, sets: [] })),
    ...cutIn(delta.sets, size).map((sets) => ({ ...delta, cells: [], sets })),
  ];
  for (const [index, chunk] of chunks.entries()) await seals.putChunk(chunk, index);
  return { day: delta.day, hour: delta.hour, chunks: chunks.length };
}

async function runsOf(seals: SealStore, deltas: readonly Delta[], size: number) {
  const sealed = await Promise.all(deltas.map((delta) => seal(seals, delta, size)));
  return (await Promise.all(sealed.map((hour) => sealedDeltaReaders(seals, hour)))).flat();
}

describe('a day united shard by shard', () => {
  it('a day united shard by shard has the cells of the union of all deltas at once, whatever their chunks', () =>
    fc.assert(
      fc.asyncProperty(
        arbitraryHours,
        arbitraryHours,
        fc.integer({ min: 1, max: 9 }),
        async (hours, hoursBefore, size) => {
          const { seals } = memoryStores();
          const [deltas, eve] = [deltasOf(DAY, hours), deltasOf(EVE, hoursBefore)];
          const runs = await runsOf(seals, deltas, size);
          const parts = await mergeDay(DAY, runs, () => runsOf(seals, eve, size));
          expect(parts.flatMap(allCells)).toEqual(unionDeltas(deltas, undatedFingerprints(eve)));
        },
      ),
      { numRuns: 300 },
    ));

  it('a day united shard by shard has the same cells when some hours are in memory, and when one is read twice', () =>
    fc.assert(
      fc.asyncProperty(arbitraryHours, fc.integer({ min: 1, max: 9 }), async (hours, size) => {
        const { seals } = memoryStores();
        const deltas = deltasOf(DAY, hours);
        const runs = await runsOf(seals, deltas.slice(1), size);
        const open = deltas.slice(0, 2).flatMap(deltaReaders);
        const parts = await mergeDay(DAY, [...runs, ...open], async () => []);
        expect(parts.flatMap(allCells)).toEqual(unionDeltas(deltas));
      }),
    ));
});

/** An hour of many users with an event each. */
function largeHour(hour: string, users: number, dated = true): Delta {
  const cells = Array.from({ length: users }, (_, at) => {
    const user = hashId('user', `${hour}/${at}`);
    return { user, account: '', event: 'Opened', dated, fingerprints: user };
  });
  return { day: DAY, hour, cells: cells.sort(inCellOrder), sets: [] };
}

/** Tells how many chunks were read of each day and hour. */
function counting(seals: SealStore, reads: Map<string, number>): SealStore {
  const readChunks: SealStore['readChunks'] = async (day, hour, end, from = 0) => {
    const key = `${day}/${hour}`;
    reads.set(key, (reads.get(key) ?? 0) + end - from);
    return seals.readChunks(day, hour, end, from);
  };
  return { ...seals, readChunks };
}

describe('the runs of a day', () => {
  const hours = ['T00', 'T01', 'T02'].map((hour) => `${DAY}${hour}`);

  it('the sorted runs of a day read every chunk once', async () => {
    const memory = memoryStores().seals;
    const reads = new Map<string, number>();
    const seals = counting(memory, reads);
    const sealed = await Promise.all(hours.map((hour) => seal(memory, largeHour(hour, 500), 20)));
    const runs = (await Promise.all(sealed.map((hour) => sealedDeltaReaders(seals, hour)))).flat();
    const parts = await mergeDay(DAY, runs, () => Promise.reject(new Error('not needed')));
    expect(parts.flatMap(allCells)).toHaveLength(1_500);
    expect([...reads.values()]).toEqual([25, 25, 25]);
  });

  it('the sorted runs of a day hold a few chunks each, and let go of what is united', async () => {
    const { seals } = memoryStores();
    const sealed = await seal(seals, largeHour(`${DAY}T00`, 2_000), 20);
    const [run] = await sealedDeltaReaders(seals, sealed);
    let most = 0;
    for (let shard = 0; shard < 256; shard++) {
      const complete = (await run?.readPast(shard)) ?? 0;
      const taken = run?.takeBelow(shard + 1) ?? [];
      expect(complete).toBeGreaterThan(shard);
      most = Math.max(most, taken.length);
    }
    expect(most).toBeLessThan(4);
  });

  it('the sorted runs of a day are as many parts as chunks are needed, not one a shard', async () => {
    const deltas = hours.map((hour) => largeHour(hour, 10_000));
    const parts = await mergeDay(DAY, deltas.flatMap(deltaReaders), async () => []);
    expect(parts.map(({ count }) => count.length > 4_000)).toEqual([true, true, false]);
  });
});
