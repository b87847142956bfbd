import type { PriorActivity } from '../../alerts/occurred/prior-activity.ts';
import { CountCache } from '../../counts/day/count-cache.ts';
import { DirectoryCache } from '../../counts/directory/directory.ts';
import { LifetimeCache } from '../../counts/lifetime/lifetime-cache.ts';
import type { Profile } from '../../events/profile.ts';
import type { KnownAccounts } from '../../events/update-profiles.ts';
import type { CreateCache } from '../../model/cache.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { SnapshotCache } from '../../scores/snapshot/snapshot-cache.ts';
import { createLruCache } from './lru-cache.ts';

/** Searching by name and grouping by a trait read all profiles, and not again for this long. */
const PROFILES_TTL_MS = 60_000;

/** What rules about events need not read again. */
interface TailCache {
  readonly settled: Set<string>;
  past?: { readonly version: string; readonly known: PriorActivity | undefined };
}

export type Caches = ReturnType<typeof createCaches>;

/** What a process has read before and need not read again. Losing it costs reads, never truth. */
export function createCaches(clock: () => number) {
  const createCache: CreateCache = (options) => createLruCache(clock, options);
  const accounts: KnownAccounts = new Set();
  const tail: TailCache = { settled: new Set() };
  return {
    counts: new CountCache(createCache),
    directory: new DirectoryCache(createCache),
    lifetimeIndex: new LifetimeCache(createCache),
    snapshots: new SnapshotCache(createCache),
    /** All profiles of a kind as they were a moment ago, by the kind. */
    profiles: createCache<ReadonlyMap<IdHash, Profile>>({ ttlMs: PROFILES_TTL_MS }),
    accounts,
    tail,
    /** Epoch milliseconds of the first batch of each source. */
    sources: new Map<string, number>(),
  };
}
