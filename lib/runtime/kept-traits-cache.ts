import type { DocumentStore } from '../model/document-store.ts';
import { keptTraits } from '../model/kept-traits.ts';
import { listModels } from '../model/models.ts';

/** A trait that a model names anew is kept from the events of ten seconds later on. */
const CACHED_MS = 10_000;

export interface KeptTraitsCache {
  current(): Promise<ReadonlySet<string>>;
  /** Makes the next call read the models again. */
  clear(): void;
}

export function createKeptTraitsCache(
  documents: DocumentStore,
  clock: () => number,
): KeptTraitsCache {
  let known: { readonly traits: ReadonlySet<string>; readonly since: number } | undefined;
  const isFresh = (age: number) => age >= 0 && age < CACHED_MS;
  return {
    async current() {
      if (known && isFresh(clock() - known.since)) return known.traits;
      const models = await listModels(documents);
      known = { traits: keptTraits(models.map(({ model }) => model)), since: clock() };
      return known.traits;
    },
    clear() {
      known = undefined;
    },
  };
}
