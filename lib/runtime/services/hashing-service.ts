import type { DocumentStore } from '../../model/document-store.ts';
import type { HashId } from '../../model/id-hash.ts';
import { createIdHasher, fingerprint } from './hash-functions.ts';
import { ensureInstallation } from './installation.ts';

export interface HashingService {
  /** 16 hex digits. */
  fingerprint(parts: readonly string[]): string;
  /** The hasher of this installation; its key is read once. */
  idHasher(): Promise<HashId>;
}

export function createHashingService(
  documents: DocumentStore,
  clock: () => number,
): HashingService {
  let hasher: HashId | undefined;
  return {
    fingerprint,
    async idHasher() {
      hasher ??= createIdHasher((await ensureInstallation(documents, clock)).hashKey);
      return hasher;
    },
  };
}
