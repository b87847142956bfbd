import type { DocumentStore } from '../../model/document-store.ts';
import type { HashId, IdHash, IdKind } from '../../model/id-hash.ts';
import { createLruCache } from './lru-cache.ts';

/** Where an erasure stands; docs/operations.md tells it to people. */
export type ErasureStatus = 'initialized' | 'running' | 'finished' | 'failed';

/** Somebody who was erased. It stays for as long as the ids may not come back. */
export interface Suppression {
  /** The id that was named and those that were linked with it. */
  readonly hashes: readonly IdHash[];
  readonly status: ErasureStatus;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly finishedAt?: string;
  readonly error?: string;
  /** Ids, names and addresses to look for in the texts of alerts; gone when it is finished. */
  readonly words?: readonly string[];
}

/** Whether an id was erased and may not come back. */
export type IsSuppressed = (kind: IdKind, id: string) => boolean;

export interface Suppressions {
  current(): Promise<ReadonlySet<IdHash>>;
  /** Undefined while nobody is suppressed, so that nothing need be hashed. */
  predicate(): Promise<IsSuppressed | undefined>;
  /** Makes the next call read again. */
  clear(): void;
}

/** Within a minute nobody who was erased is taken in any more. */
const CACHE_TTL_MS = 30_000;

/** Who is suppressed, as one process knows it. */
export function createSuppressions(
  documents: DocumentStore,
  idHasher: () => Promise<HashId>,
  clock: () => number,
): Suppressions {
  const cache = createLruCache<ReadonlySet<IdHash>>(clock, { ttlMs: CACHE_TTL_MS });
  const read = async (): Promise<ReadonlySet<IdHash>> => {
    const all = await documents.list<Suppression>('suppression');
    return new Set(all.flatMap(({ body }) => body.hashes));
  };
  const current = () => cache.fetch('all', read);
  return {
    current,
    async predicate() {
      const hashes = await current();
      if (hashes.size === 0) return undefined;
      const hashId = await idHasher();
      return (kind, id) => hashes.has(hashId(kind, id));
    },
    clear: () => cache.clear(),
  };
}
