import type { DocumentStore } from '../../model/document-store.ts';
import type { HashId } from '../../model/id-hash.ts';
import { createIdHasher, fingerprint } from './hash-functions.ts';
import { ensureInstallation } from './installation.ts';

export type HashingService = ReturnType<typeof createHashingService>;

export function createHashingService(documents: DocumentStore, clock: () => number) {
  let hasher: HashId | undefined;
  return {
    fingerprint,
    /** The hasher of this installation; its key is read once. */
    async idHasher(): Promise<HashId> {
      hasher ??= createIdHasher((await ensureInstallation(documents, clock)).hashKey);
      return hasher;
    },
  };
}
