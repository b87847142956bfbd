import type { IdHash } from './id-hash.ts';

/**
 * Half a surrogate pair: ingest refuses it in every id, so no client can post what looks like an
 * erased one.
 */
const MARK = '\ud800';

/** What stands in place of an erased id: it hashes to the same hash, and says nothing else. */
export function erasedId(hash: IdHash): string {
  return MARK + hash;
}

/** The mark may begin a proper pair as well: only 16 hex digits behind it make an erased id. */
const ERASED = /^\ud800([0-9a-f]{16})$/;

/** The hash behind an erased id; undefined for every other id. */
export function hashOfErased(id: string): IdHash | undefined {
  return ERASED.exec(id)?.[1];
}
