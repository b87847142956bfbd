import { createLruCache } from '../services/lru-cache.ts';

interface Bucket {
  readonly tokens: number;
  readonly filledAtMs: number;
}

/** Longer than any bucket takes to fill. */
const KEPT_MS = 60_000;
const KEPT_BUCKETS = 10_000;

/** Returns 0 when a request of a key may pass, else the whole seconds after which to try again. */
export type RateLimit = (key: string) => number;

/** Returns a limit by buckets, one a key: each fills at a rate and holds one second's worth, at least 1. */
export function createRateLimit(clock: () => number, perSecond: number): RateLimit {
  const capacity = Math.max(1, perSecond);
  const buckets = createLruCache<Bucket>(clock, { ttlMs: KEPT_MS, entries: KEPT_BUCKETS });
  return (key) => {
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: capacity, filledAtMs: now };
    const filled = Math.min(
      capacity,
      bucket.tokens + ((now - bucket.filledAtMs) / 1000) * perSecond,
    );
    const passes = filled >= 1;
    buckets.set(key, { tokens: passes ? filled - 1 : filled, filledAtMs: now });
    return passes ? 0 : Math.ceil((1 - filled) / perSecond);
  };
}
