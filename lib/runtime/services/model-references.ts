import type { DocumentStore } from '../../model/document-store.ts';
import { keptTraits, namedEvents } from '../../model/model-conditions.ts';
import { listModels } from '../../model/model-versions.ts';
import { createLruCache } from './lru-cache.ts';

/** A trait that a model names anew is kept from the events of ten seconds later on. */
const CACHE_TTL_MS = 10_000;

/** What the models in force name, of which ingest takes special care. */
export interface ModelReferences {
  /** The traits that are kept. */
  traits(): Promise<ReadonlySet<string>>;
  /** The events that always count. */
  events(): Promise<ReadonlySet<string>>;
  /** Makes the next call read the models again. */
  clear(): void;
}

interface CachedReferences {
  readonly traits: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

export function createModelReferences(
  documents: DocumentStore,
  clock: () => number,
): ModelReferences {
  const cache = createLruCache<CachedReferences>(clock, { ttlMs: CACHE_TTL_MS });
  const read = async (): Promise<CachedReferences> => {
    const models = (await listModels(documents)).map(({ model }) => model);
    return { traits: keptTraits(models), events: namedEvents(models) };
  };
  const current = () => cache.fetch('models', read);
  return {
    traits: async () => (await current()).traits,
    events: async () => (await current()).events,
    clear: () => cache.clear(),
  };
}
