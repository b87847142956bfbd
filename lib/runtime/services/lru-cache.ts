import { LRUCache } from 'lru-cache';
import type { Cache, CacheOptions } from '../../model/cache.ts';

interface Entry<Value> {
  readonly value: Value;
  /** Epoch milliseconds at which its load began. */
  readonly sinceMs: number;
}

type Load<Value> = () => Promise<Entry<Value>>;

function boundsOf<Value>({ entries, maxSize, sizeOf = () => 1 }: CacheOptions<Value>) {
  const sizeCalculation = ({ value }: Entry<Value>) => Math.max(1, sizeOf(value));
  return {
    ...(entries !== undefined && { max: entries }),
    maxSize: maxSize ?? Number.MAX_SAFE_INTEGER,
    sizeCalculation,
  };
}

/**
 * The cache port on the package `lru-cache`. Age is looked at here: the package takes an entry for
 * fresh whose time is ahead of a clock that was set back, and counts from the end of a load.
 */
export function createLruCache<Value>(
  clock: () => number,
  options: CacheOptions<Value>,
): Cache<Value> {
  const { ttlMs = Number.POSITIVE_INFINITY } = options;
  const entries = new LRUCache<string, Entry<Value>, Load<Value>>({
    ...boundsOf(options),
    fetchMethod: (_key, _stale, { context: load }) => load(),
    // Who waits for a load that was deleted meanwhile still gets its value.
    ignoreFetchAbort: true,
  });
  const fresh = (key: string): Entry<Value> | undefined => {
    const entry = entries.get(key);
    const age = entry ? clock() - entry.sinceMs : 0;
    if (age >= 0 && age < ttlMs) return entry;
    entries.delete(key);
    return undefined;
  };
  return {
    get: (key) => fresh(key)?.value,
    set(key, value) {
      entries.set(key, { value, sinceMs: clock() });
    },
    async fetch(key, load) {
      const known = fresh(key);
      if (known) return known.value;
      const sinceMs = clock();
      const context = async () => ({ value: await load(), sinceMs });
      return (await entries.forceFetch(key, { context })).value;
    },
    delete(key) {
      entries.delete(key);
    },
    clear() {
      entries.clear();
    },
    keys: () => [...entries.keys()],
    size: () => entries.calculatedSize,
  };
}
