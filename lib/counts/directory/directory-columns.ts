import { BarometerError } from '../../model/barometer-error.ts';
import { type IdHash, type IdKind, uint32At } from '../../model/id-hash.ts';
import type { Columns } from '../block/block-store.ts';

/** An id as clients post it, with what it names. */
export interface DirectoryEntry {
  readonly kind: IdKind;
  readonly id: string;
}

export type DirectoryRow = readonly [IdHash, DirectoryEntry];

/** Entries in a chunk: some 40 bytes packed each. */
const ENTRIES_PER_CHUNK = 6_000;

interface DirectoryChunk {
  readonly v: 1;
  readonly hashes: readonly IdHash[];
  readonly kinds: readonly IdKind[];
  readonly ids: readonly string[];
}

/**
 * Cuts entries into chunks, taking them one by one.
 *
 * @param rows in the order of their hashes
 */
export function* encodeDirectory(rows: Iterable<DirectoryRow>): Generator<Columns> {
  let part: DirectoryRow[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < ENTRIES_PER_CHUNK) continue;
    yield chunkOf(part);
    part = [];
  }
  if (part.length > 0) yield chunkOf(part);
}

function chunkOf(rows: readonly DirectoryRow[]): Columns {
  return {
    v: 1,
    hashes: rows.map(([hash]) => hash),
    kinds: rows.map(([, { kind }]) => kind),
    ids: rows.map(([, { id }]) => id),
  } satisfies DirectoryChunk;
}

/** Hashes in order. */
export interface HashColumns {
  /** The first eight digits of each. */
  readonly high: Uint32Array;
  /** The last eight. */
  readonly low: Uint32Array;
}

/**
 * A chunk as it stays in memory, in the order of its hashes: 13 bytes an entry and the characters
 * of its id, where an object and an entry of a `Map` take some 200.
 */
export interface DirectoryColumns extends HashColumns {
  /** Indexes into `KINDS`. */
  readonly kinds: Uint8Array;
  /** All ids, one after the other. */
  readonly ids: string;
  /** Where each id ends among them. */
  readonly ends: Uint32Array;
}

const KINDS: readonly IdKind[] = ['user', 'anonymous', 'account'];

/** A hash as two numbers of 32 bits. */
export interface HashHalves {
  readonly high: number;
  readonly low: number;
}

/** What has not 16 digits becomes NaN: it equals nothing, so it is never found. */
export function halvesOf(hash: IdHash): HashHalves {
  if (hash.length !== 16) return { high: Number.NaN, low: Number.NaN };
  return { high: uint32At(hash, 0), low: uint32At(hash, 8) };
}

function isChunk(chunk: Columns): chunk is Columns & DirectoryChunk {
  return chunk['v'] === 1;
}

function knownKind(kind: IdKind | undefined): IdKind {
  if (kind !== undefined && KINDS.includes(kind)) return kind;
  throw new BarometerError('unreadable', `directory: unknown kind of id '${kind}'`);
}

/** Chunks are written in order; one that is not would hide its entries from a binary search. */
function inHashOrder(chunk: DirectoryChunk): DirectoryChunk {
  const { hashes, kinds, ids } = chunk;
  if (hashes.every((hash, row) => row === 0 || (hashes[row - 1] ?? '') < hash)) return chunk;
  const hashAt = (row: number) => hashes[row] ?? '';
  const order = [...hashes.keys()].sort((a, b) => (hashAt(a) < hashAt(b) ? -1 : 1));
  return {
    v: 1,
    hashes: order.map(hashAt),
    kinds: order.map((row) => knownKind(kinds[row])),
    ids: order.map((row) => ids[row] ?? ''),
  };
}

/** @throws BarometerError `unreadable` for a version or a kind this release does not know */
export function decodeDirectory(chunk: Columns): DirectoryColumns {
  if (!isChunk(chunk)) throw new BarometerError('unreadable', 'directory: unknown version');
  const { hashes, kinds, ids } = inHashOrder(chunk);
  let end = 0;
  return {
    high: Uint32Array.from(hashes, (hash) => uint32At(hash, 0)),
    low: Uint32Array.from(hashes, (hash) => uint32At(hash, 8)),
    kinds: Uint8Array.from(kinds, (kind) => KINDS.indexOf(knownKind(kind))),
    ids: ids.join(''),
    ends: Uint32Array.from(ids, (id) => {
      end += id.length;
      return end;
    }),
  };
}

const hex = (digits: number | undefined) => (digits ?? 0).toString(16).padStart(8, '0');

export function hashAt({ high, low }: HashColumns, row: number): IdHash {
  return hex(high[row]) + hex(low[row]);
}

export function entryAt({ kinds, ids, ends }: DirectoryColumns, row: number): DirectoryEntry {
  const id = ids.slice(row === 0 ? 0 : ends[row - 1], ends[row]);
  return { kind: knownKind(KINDS[kinds[row] ?? -1]), id };
}
