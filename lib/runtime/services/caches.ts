import type { PriorActivity } from '../../alerts/occurred/prior-activity.ts';
import { CountCache } from '../../counts/day/count-cache.ts';
import { DirectoryCache } from '../../counts/directory/directory.ts';
import { LifetimeCache } from '../../counts/lifetime/lifetime-cache.ts';
import type { Profile } from '../../events/profile.ts';
import type { KnownAccounts } from '../../events/update-profiles.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { SnapshotCache } from '../../scores/snapshot/snapshot-cache.ts';

/** What rules about things that happen need not ask again. */
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
  /** All accounts' profiles as they were a moment ago. */
  readonly accountProfiles: {
    last?: { readonly at: number; readonly byHash: ReadonlyMap<IdHash, Profile> };
  };
  readonly accounts: KnownAccounts;
  readonly tail: TailCache;
  /** Epoch milliseconds of the first batch of each source. */
  readonly sources: Map<string, number>;
}

export function createCaches(): Caches {
  return {
    counts: new CountCache(),
    directory: new DirectoryCache(),
    lifetimeIndex: new LifetimeCache(),
    snapshots: new SnapshotCache(),
    accountProfiles: {},
    accounts: new Set(),
    tail: { settled: new Set() },
    sources: new Map(),
  };
}
