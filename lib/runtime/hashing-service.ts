import type { DocumentStore } from '../model/document-store.ts';
import type { HashId } from '../model/id-hash.ts';
import { fingerprint, keyedIdHasher } from './hashing.ts';
import { installation } from './installation.ts';

export interface Hashing {
  /** 16 hex digits. */
  fingerprint(parts: readonly string[]): string;
  /** The hasher of this installation; its key is read once. */
  idHasher(): Promise<HashId>;
}

export function createHashing(documents: DocumentStore, clock: () => number): Hashing {
  let hasher: HashId | undefined;
  return {
    fingerprint,
    async idHasher() {
      hasher ??= keyedIdHasher((await installation(documents, clock)).hashKey);
      return hasher;
    },
  };
}
