import type { DocumentStore } from '../../model/document-store.ts';
import type { Caches } from './caches.ts';

/** Subjects that a source shows in its first 30 days may well have been there before it. */
const SOURCE_KNOWN_AFTER_MS = 30 * 24 * 3_600_000;

interface StoredSource {
  /** Epoch milliseconds of the first batch the tail saw of it. */
  readonly firstReceivedAt: number;
}

async function ensureFirstReceipt(
  documents: DocumentStore,
  source: string,
  receivedAt: number,
): Promise<number> {
  const stored = await documents.get<StoredSource>('source', source);
  if (stored) return stored.body.firstReceivedAt;
  const made = await documents.put<StoredSource>(
    'source',
    source,
    { firstReceivedAt: receivedAt },
    0,
  );
  if (made) return made.body.firstReceivedAt;
  return (await documents.get<StoredSource>('source', source))?.body.firstReceivedAt ?? receivedAt;
}

/** Whether a source was past its first 30 days at a receipt; the first call makes it known. */
export async function wasSourceKnown(
  documents: DocumentStore,
  sources: Caches['sources'],
  source: string,
  receivedAt: number,
): Promise<boolean> {
  let first = sources.get(source);
  if (first === undefined) {
    first = await ensureFirstReceipt(documents, source, receivedAt);
    sources.set(source, first);
  }
  return receivedAt - first >= SOURCE_KNOWN_AFTER_MS;
}
