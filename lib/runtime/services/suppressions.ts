import type { DocumentStore } from '../../model/document-store.ts';
import type { IdHash, IdKind } from '../../model/id-hash.ts';
import type { HashingService } from './hashing-service.ts';
import { createLruCache } from './lru-cache.ts';

/** Somebody who was erased. It stays for as long as the ids may not come back. */
export interface Suppression {
  /** The id that was named and those that were linked with it. */
  readonly hashes: readonly IdHash[];
  /** Where the erasure stands; docs/operations.md tells it to people. */
  readonly status: 'initialized' | 'running' | 'finished' | 'failed';
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly finishedAt?: string;
  readonly error?: string;
  /** Ids, names and addresses to look for in the texts of alerts; gone when it is finished. */
  readonly words?: readonly string[];
}

/** Whether an id was erased and may not come back. */
export type IsSuppressed = (kind: IdKind, id: string) => boolean;

export type Suppressions = ReturnType<typeof createSuppressions>;

/** Within a minute nobody who was erased is taken in any more. */
const CACHE_TTL_MS = 30_000;

/** Who is suppressed, as one process knows it. */
export function createSuppressions(
  documents: DocumentStore,
  hashing: HashingService,
  clock: () => number,
) {
  const cache = createLruCache<ReadonlySet<IdHash>>(clock, { ttlMs: CACHE_TTL_MS });
  const read = async (): Promise<ReadonlySet<IdHash>> => {
    const all = await documents.list<Suppression>('suppression');
    return new Set(all.flatMap(({ body }) => body.hashes));
  };
  const current = () => cache.fetch('all', read);
  return {
    current,
    /** Undefined while nobody is suppressed, so that nothing need be hashed. */
    async predicate(): Promise<IsSuppressed | undefined> {
      const hashes = await current();
      if (hashes.size === 0) return undefined;
      const hashId = await hashing.idHasher();
      return (kind, id) => hashes.has(hashId(kind, id));
    },
    /** Makes the next call read again. */
    clear: () => cache.clear(),
  };
}
