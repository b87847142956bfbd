import { BarometerError } from '../../model/barometer-error.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import { isoInstant } from '../../model/instant.ts';
import { randomSecret } from './hash-functions.ts';

/** What is made once, at the first use of a table, and never changes. */
export interface Installation {
  /** 32 random bytes, base64url: the key of every id hash. Losing it makes all counts unreadable. */
  readonly hashKey: string;
  readonly createdAt: string;
}

/** Reads the installation, or makes it; of two that make it at once both get the same one. */
export async function ensureInstallation(
  documents: DocumentStore,
  clock: () => number,
): Promise<Installation> {
  const read = () => documents.get<Installation>('setting', 'installation');
  const stored = await read();
  if (stored) return stored.body;
  const made = { hashKey: randomSecret(), createdAt: isoInstant(clock()) };
  const kept = (await documents.put('setting', 'installation', made, 0)) ?? (await read());
  if (kept) return kept.body;
  throw new BarometerError('store_unavailable', 'the installation can neither be read nor made');
}
