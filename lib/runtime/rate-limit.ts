import { createBoundedCache } from './bounded-cache.ts';

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** Longer than any bucket takes to fill. */
const KEPT_MS = 60_000;
const KEPT_BUCKETS = 10_000;

/** Answers 0 when a request may pass, else the whole seconds after which to come again. */
export type RateLimit = (key: string) => number;

/** A bucket a key that fills at so many a second and holds one second's worth, at least one. */
export function createRateLimit(clock: () => number, perSecond: number): RateLimit {
  const size = Math.max(1, perSecond);
  const buckets = createBoundedCache<Bucket>(clock, KEPT_MS, KEPT_BUCKETS);
  return (key) => {
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: size, at: now };
    const filled = Math.min(size, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const passes = filled >= 1;
    buckets.set(key, { tokens: passes ? filled - 1 : filled, at: now });
    return passes ? 0 : Math.ceil((1 - filled) / perSecond);
  };
}
