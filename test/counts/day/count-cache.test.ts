import { describe, expect, it } from 'vitest';
import { CountCache } from '../../../lib/counts/day/count-cache.ts';
import type { DayCounts } from '../../../lib/counts/day/day-counts.ts';
import type { Day } from '../../../lib/model/day.ts';
import { createCache } from '../../support/stores/create-cache.ts';

const SEAL = '2026-11-20T10';
const DAYS: Day[] = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'];

function aDay(day: Day, rows: number): DayCounts[] {
  const [ints, none] = [new Int32Array(rows), [] as string[]];
  const count = new Float64Array(rows);
  const columns = { user: ints, account: ints, event: ints, count };
  return [{ day, users: none, accounts: none, events: none, ...columns }];
}

const kept = (cache: CountCache) => DAYS.filter((day) => cache.get(day, SEAL) !== undefined);

/** As a run does: the oldest day first. */
function walk(cache: CountCache, rows: number): void {
  for (const day of DAYS) cache.get(day, SEAL) ?? cache.set(day, SEAL, aDay(day, rows));
}

describe('the cache of counts', () => {
  it('the cache of counts keeps all days of a small product', () => {
    const cache = new CountCache(createCache);
    walk(cache, 1_000);
    expect(kept(cache)).toEqual(DAYS);
  });

  it('the cache of counts keeps the newest days that fit of a large product, also when a run walks over them again', () => {
    const cache = new CountCache(createCache);
    walk(cache, 375_000);
    expect(kept(cache)).toEqual(DAYS.slice(-2));
    walk(cache, 375_000);
    expect(kept(cache)).toEqual(DAYS.slice(-2));
  });

  it('the cache of counts does not keep a day that is too large by itself', () => {
    const cache = new CountCache(createCache);
    walk(cache, 1_000_001);
    expect(kept(cache)).toEqual([]);
  });

  it('the cache of counts counts a day once that a newer seal replaced', () => {
    const cache = new CountCache(createCache);
    for (let turn = 0; turn < 10; turn++)
      cache.set('2026-11-10', SEAL, aDay('2026-11-10', 225_000));
    walk(cache, 225_000);
    expect(kept(cache)).toEqual(DAYS);
    expect(cache.get('2026-11-10', '2026-11-20T11')).toBeUndefined();
  });
});
