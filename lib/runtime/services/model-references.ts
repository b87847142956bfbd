import type { DocumentStore } from '../../model/document-store.ts';
import { keptTraits, namedEvents } from '../../model/model-conditions.ts';
import { listModels } from '../../model/model-versions.ts';
import { createLruCache } from './lru-cache.ts';

/** A trait that a model names anew is kept from the events of ten seconds later on. */
const CACHE_TTL_MS = 10_000;

export type ModelReferences = ReturnType<typeof createModelReferences>;

/** What the models in force name, of which ingest takes special care. */
export function createModelReferences(documents: DocumentStore, clock: () => number) {
  const read = async () => {
    const models = (await listModels(documents)).map(({ model }) => model);
    return { traits: keptTraits(models), events: namedEvents(models) };
  };
  const cache = createLruCache<Awaited<ReturnType<typeof read>>>(clock, { ttlMs: CACHE_TTL_MS });
  const current = () => cache.fetch('models', read);
  return {
    traits: async () => (await current()).traits,
    events: async () => (await current()).events,
    /** Makes the next call read the models again. */
    clear: () => cache.clear(),
  };
}
