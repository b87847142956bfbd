import type { PriorActivity } from '../../alerts/occurred/prior-activity.ts';
import { CountCache } from '../../counts/day/count-cache.ts';
import { DirectoryCache } from '../../counts/directory/directory.ts';
import { LifetimeCache } from '../../counts/lifetime/lifetime-cache.ts';
import type { Profile } from '../../events/profile.ts';
import type { KnownAccounts } from '../../events/update-profiles.ts';
import type { Cache, CreateCache } from '../../model/cache.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { SnapshotCache } from '../../scores/snapshot/snapshot-cache.ts';
import { createLruCache } from './lru-cache.ts';

/** What rules about events need not read again. */
interface TailCache {
  readonly settled: Set<string>;
  past?: { readonly version: string; readonly known: PriorActivity | undefined };
}

/** What a process has read before and need not read again. Losing it costs reads, never truth. */
export interface Caches {
  readonly counts: CountCache;
  readonly directory: DirectoryCache;
  readonly lifetimeIndex: LifetimeCache;
  readonly snapshots: SnapshotCache;
  /** All profiles of a kind as they were a moment ago, by the kind. */
  readonly profiles: Cache<ReadonlyMap<IdHash, Profile>>;
  readonly accounts: KnownAccounts;
  readonly tail: TailCache;
  /** Epoch milliseconds of the first batch of each source. */
  readonly sources: Map<string, number>;
}

/** Searching by name and grouping by a trait read all profiles, and not again for this long. */
const PROFILES_TTL_MS = 60_000;

export function createCaches(clock: () => number): Caches {
  const createCache: CreateCache = (options) => createLruCache(clock, options);
  return {
    counts: new CountCache(createCache),
    directory: new DirectoryCache(createCache),
    lifetimeIndex: new LifetimeCache(createCache),
    snapshots: new SnapshotCache(createCache),
    profiles: createCache({ ttlMs: PROFILES_TTL_MS }),
    accounts: new Set(),
    tail: { settled: new Set() },
    sources: new Map(),
  };
}
