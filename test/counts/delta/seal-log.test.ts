import { expect, it } from 'vitest';
import { SealLogCache } from '../../../lib/counts/delta/seal-log.ts';
import type { SealStore } from '../../../lib/counts/delta/seal-store.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const HOURS = ['2026-11-01T10', '2026-11-10T10', '2026-11-20T10', '2026-11-20T11'];

async function sealed(): Promise<SealStore> {
  const { seals } = memoryStores();
  for (const hour of HOURS) {
    await seals.putMarker({ hour, events: 1, days: [{ day: hour.slice(0, 10), chunks: 1 }] });
  }
  return seals;
}

const touched = (days: readonly string[], log: Awaited<ReturnType<SealLogCache['read']>>) =>
  days.map((day) => [...log.touching(day).keys()]);

it('the log of seals is whole for each of several readers at once', async () => {
  const [seals, cache] = [await sealed(), new SealLogCache()];
  const days = ['2026-11-20', '2026-11-01', '2026-11-20', '2026-11-10'];
  const logs = await Promise.all(days.map((day) => cache.read(seals, day)));
  expect(logs.map((log, at) => touched(days.slice(at, at + 1), log)[0])).toEqual([
    ['2026-11-20T10', '2026-11-20T11'],
    ['2026-11-01T10'],
    ['2026-11-20T10', '2026-11-20T11'],
    ['2026-11-10T10'],
  ]);
});

it('the log of seals goes on with the hours sealed since', async () => {
  const [seals, cache] = [await sealed(), new SealLogCache()];
  await cache.read(seals, '2026-11-20');
  const marker = { hour: '2026-11-20T12', events: 1, days: [{ day: '2026-11-20', chunks: 2 }] };
  await seals.putMarker(marker);
  const log = await cache.read(seals, '2026-11-20');
  expect(log.lastTouching('2026-11-20')).toBe('2026-11-20T12');
  expect(log.touching('2026-11-20').get('2026-11-20T12')).toBe(2);
});

it('the log of seals has what was sealed in a span that was read while it was empty', async () => {
  const [seals, cache] = [memoryStores().seals, new SealLogCache()];
  await cache.read(seals, '2026-11-01');
  for (const hour of HOURS) {
    await seals.putMarker({ hour, events: 1, days: [{ day: hour.slice(0, 10), chunks: 1 }] });
  }
  await cache.read(seals, '2026-11-20');
  const log = await cache.read(seals, '2026-11-05');
  expect(log.lastTouching('2026-11-10')).toBe('2026-11-10T10');
});
