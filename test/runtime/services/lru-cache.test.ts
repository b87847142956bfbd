import { describe, expect, it } from 'vitest';
import type { CacheOptions } from '../../../lib/model/cache.ts';
import { createLruCache } from '../../../lib/runtime/services/lru-cache.ts';

function aCache(options: CacheOptions<number>) {
  const time = { now: 1_000 };
  return { time, cache: createLruCache<number>(() => time.now, options) };
}

/** A load that ends when the test says so, and counts how often it began. */
function heldLoad() {
  const held = { begun: 0, end: (_value: number) => {} };
  const load = () => {
    held.begun += 1;
    return new Promise<number>((resolve) => {
      held.end = resolve;
    });
  };
  return { held, load };
}

describe('a cache', () => {
  it('a cache drops what was used least recently beyond its entries', () => {
    const { cache } = aCache({ entries: 2 });
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([...cache.keys()].sort()).toEqual(['a', 'c']);
  });

  it('a cache keeps within the size of all its entries, and nothing larger than that', () => {
    const { cache } = aCache({ maxSize: 10, sizeOf: (value) => value });
    cache.set('a', 4);
    cache.set('b', 5);
    expect(cache.size()).toBe(9);
    cache.set('c', 3);
    expect([...cache.keys()].sort()).toEqual(['b', 'c']);
    cache.set('d', 11);
    expect(cache.get('d')).toBeUndefined();
  });

  it('a cache without bounds holds what it is given, entries of no size, too', () => {
    const { cache } = aCache({ sizeOf: () => 0 });
    for (let key = 0; key < 1_000; key++) cache.set(String(key), key);
    expect(cache.keys()).toHaveLength(1_000);
  });

  it('a cache forgets an entry at the end of its time, and when the clock was set back', () => {
    const { cache, time } = aCache({ ttlMs: 60 });
    cache.set('a', 1);
    time.now += 59;
    expect(cache.get('a')).toBe(1);
    time.now += 1;
    expect(cache.get('a')).toBeUndefined();
    cache.set('a', 2);
    time.now -= 1;
    expect(cache.get('a')).toBeUndefined();
  });
});

describe('loading into a cache', () => {
  it('calls that come while a cache loads share one load', async () => {
    const { cache } = aCache({});
    const { held, load } = heldLoad();
    const both = Promise.all([cache.fetch('a', load), cache.fetch('a', load)]);
    await Promise.resolve();
    held.end(7);
    expect(await both).toEqual([7, 7]);
    expect(await cache.fetch('a', load)).toBe(7);
    expect(held.begun).toBe(1);
  });

  it('a cache counts the age of a value from the begin of its load', async () => {
    const { cache, time } = aCache({ ttlMs: 60 });
    const { held, load } = heldLoad();
    const loading = cache.fetch('a', load);
    time.now += 59;
    held.end(7);
    await loading;
    expect(cache.get('a')).toBe(7);
    time.now += 1;
    expect(await cache.fetch('a', () => Promise.resolve(8))).toBe(8);
  });

  it('a load that fails rejects for all who wait, and the next call loads again', async () => {
    const { cache } = aCache({});
    const failing = () => Promise.reject(new Error('no store'));
    const both = await Promise.allSettled([cache.fetch('a', failing), cache.fetch('a', failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.fetch('a', () => Promise.resolve(1))).toBe(1);
  });

  it('a value that was being loaded when the cache was cleared is returned and not kept', async () => {
    const { cache } = aCache({});
    const { held, load } = heldLoad();
    const loading = cache.fetch('a', load);
    await Promise.resolve();
    cache.clear();
    held.end(7);
    expect(await loading).toBe(7);
    expect(cache.get('a')).toBeUndefined();
  });

  it('a value that does not fit is loaded and not kept', async () => {
    const { cache } = aCache({ maxSize: 1, sizeOf: (value) => value });
    expect(await cache.fetch('a', () => Promise.resolve(2))).toBe(2);
    expect(cache.size()).toBe(0);
  });
});
