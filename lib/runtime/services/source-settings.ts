import type { DocumentStore } from '../../model/document-store.ts';
import { DEFAULT_SOURCE_SETTINGS, type SourceSettings } from '../../model/source-settings.ts';
import { createLruCache } from './lru-cache.ts';

/** A change is heeded from the requests of ten seconds later on. */
const CACHE_TTL_MS = 10_000;
const CACHED_SOURCES = 1_000;

export type SourceSettingsReader = ReturnType<typeof createSourceSettings>;

/** What operators said of sources; the defaults of those they said nothing of. */
export function createSourceSettings(documents: DocumentStore, clock: () => number) {
  const options = { ttlMs: CACHE_TTL_MS, entries: CACHED_SOURCES };
  const cache = createLruCache<SourceSettings>(clock, options);
  const read = async (source: string) => {
    const stored = await documents.get<SourceSettings>('source-settings', source);
    return { ...DEFAULT_SOURCE_SETTINGS, ...stored?.body };
  };
  return {
    of: (source: string): Promise<SourceSettings> => cache.fetch(source, () => read(source)),
    /** Makes the next call read them again. */
    clear: () => cache.clear(),
  };
}
