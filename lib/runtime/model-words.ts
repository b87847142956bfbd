import type { DocumentStore } from '../model/document-store.ts';
import { keptTraits } from '../model/kept-traits.ts';
import { listModels } from '../model/models.ts';
import { namedEvents } from '../model/named-events.ts';

/** A trait that a model names anew is kept from the events of ten seconds later on. */
const CACHED_MS = 10_000;

/** What the models in force name, of which ingest takes special care. */
export interface ModelWords {
  /** The traits that are kept. */
  traits(): Promise<ReadonlySet<string>>;
  /** The events that always count. */
  events(): Promise<ReadonlySet<string>>;
  /** Makes the next call read the models again. */
  clear(): void;
}

interface Words {
  readonly traits: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly since: number;
}

export function createModelWords(documents: DocumentStore, clock: () => number): ModelWords {
  let known: Words | undefined;
  const isFresh = (age: number) => age >= 0 && age < CACHED_MS;
  const current = async (): Promise<Words> => {
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
