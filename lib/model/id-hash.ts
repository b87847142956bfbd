/**
 * The keyed 64-bit hash that stands for an id in blocks and snapshots, as 16 hex digits.
 * The first two digits are the shard (256 of them, for ever). The lowest bit is 1 for an
 * anonymous id and 0 otherwise, so a reader can tell them apart without the directory.
 */
export type IdHash = string;

export type IdKind = 'user' | 'anonymous' | 'account';

/** Hashes an id with the installation's own key. Same kind and id, same hash. */
export type HashId = (kind: IdKind, id: string) => IdHash;

/** Stands for a user or an account where an event names none. */
export const NO_ID: IdHash = '';

/** The number of shards, for ever: stored keys and blocks are cut by them. */
export const SHARDS = 256;

/** 0 to 255: where everything about an id is kept. */
export function shardOf(hash: IdHash): number {
  return Number.parseInt(hash.slice(0, 2), 16);
}

export function isAnonymous(hash: IdHash): boolean {
  return hash !== NO_ID && Number.parseInt(hash.slice(-1), 16) % 2 === 1;
}

/** Eight hex digits as a number; `parseInt` of a slice takes eight times as long. */
export function uint32At(hash: IdHash, from: number): number {
  let value = 0;
  for (let position = from; position < from + 8; position++) {
    const code = hash.charCodeAt(position);
    value = (value << 4) | ((code & 15) + (code >> 6) * 9);
  }
  return value >>> 0;
}

/** Half a surrogate pair, which ingest refuses in every id: nobody can post what looks erased. */
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
