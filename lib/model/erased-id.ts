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

/** The hash behind an erased id; undefined for every other id. */
export function hashOfErased(id: string): IdHash | undefined {
  return id.startsWith(MARK) ? id.slice(MARK.length) : undefined;
}
