import type { DocumentStore } from '../../model/document-store.ts';
import { keptTraits } from '../../model/kept-traits.ts';
import { listModels } from '../../model/model-versions.ts';
import { namedEvents } from '../../model/named-events.ts';

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
  readonly since: number;
}

export function createModelReferences(
  documents: DocumentStore,
  clock: () => number,
): ModelReferences {
  let known: CachedReferences | undefined;
  const isFresh = (age: number) => age >= 0 && age < CACHE_TTL_MS;
  const current = async (): Promise<CachedReferences> => {
    if (known && isFresh(clock() - known.since)) return known;
    const models = (await listModels(documents)).map(({ model }) => model);
    known = { traits: keptTraits(models), events: namedEvents(models), since: clock() };
    return known;
  };
  return {
    traits: async () => (await current()).traits,
    events: async () => (await current()).events,
    clear() {
      known = undefined;
    },
  };
}
