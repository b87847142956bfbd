import type { AcceptedEvent } from '../events/event.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { hashOfErased } from '../model/erased-id.ts';
import type { HashId, IdHash, IdKind } from '../model/id-hash.ts';
import type { BlockHead, BlockStore, Columns } from './block-store.ts';
import type { CounterBatch, PostedCount } from './counter-batch.ts';

/** An id as clients post it, with what it names. */
export interface DirectoryEntry {
  readonly kind: IdKind;
  readonly id: string;
}

/** Maps hashes back to ids: the only place where ids outlive their batches. */
export type Directory = ReadonlyMap<IdHash, DirectoryEntry>;

const SHELF = 'directory';

/** Entries in a chunk: some 40 bytes packed each. */
const ENTRIES_PER_CHUNK = 6_000;

/** Small blocks pile up by one a seal; more than these are merged into one. */
const BLOCKS_BEFORE_MERGE = 24;

interface DirectoryChunk {
  readonly v: 1;
  readonly hashes: readonly IdHash[];
  readonly kinds: readonly IdKind[];
  readonly ids: readonly string[];
}

function encode(entries: readonly [IdHash, DirectoryEntry][]): Columns[] {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const chunks: Columns[] = [];
  for (let at = 0; at < sorted.length; at += ENTRIES_PER_CHUNK) {
    const part = sorted.slice(at, at + ENTRIES_PER_CHUNK);
    chunks.push({
      v: 1,
      hashes: part.map(([hash]) => hash),
      kinds: part.map(([, entry]) => entry.kind),
      ids: part.map(([, entry]) => entry.id),
    } satisfies DirectoryChunk);
  }
  return chunks;
}

function isChunk(chunk: Columns): chunk is Columns & DirectoryChunk {
  return chunk['v'] === 1;
}

function* decode(chunks: readonly Columns[]): Generator<[IdHash, DirectoryEntry]> {
  for (const chunk of chunks) {
    if (!isChunk(chunk)) throw new BarometerError('unreadable', 'directory: unknown version');
    for (const [at, hash] of chunk.hashes.entries()) {
      yield [hash, { kind: chunk.kinds[at] ?? 'user', id: chunk.ids[at] ?? '' }];
    }
  }
}

/** Merging and erasure take blocks away under a reader, which then has to look again. */
const ATTEMPTS = 5;

/** A process reads each block once, until one goes away: then what it held alone is forgotten. */
export class DirectoryCache {
  #entries = new Map<IdHash, DirectoryEntry>();
  #read = new Map<string, string>();

  async read(blocks: BlockStore): Promise<Directory> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#refreshed(blocks);
      } catch (error) {
        const isGone = error instanceof BarometerError && error.code === 'unreadable';
        if (!isGone || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #refreshed(blocks: BlockStore): Promise<Directory> {
    const heads = await blocks.heads(SHELF);
    const standing = new Map(heads.map((head) => [head.name, head.generation]));
    const isAllThere = [...this.#read].every(([name, old]) => standing.get(name) === old);
    const entries = isAllThere ? this.#entries : new Map<IdHash, DirectoryEntry>();
    const known = isAllThere ? this.#read : new Map<string, string>();
    for (const head of heads.filter(({ name, generation }) => known.get(name) !== generation)) {
      for (const [hash, entry] of decode(await blocks.read(SHELF, head))) entries.set(hash, entry);
    }
    this.#entries = entries;
    this.#read = standing;
    return entries;
  }
}

function entriesOfEvent(event: AcceptedEvent): readonly DirectoryEntry[] {
  const account = event.accountId === undefined ? [] : [accountEntry(event.accountId)];
  return [event.actor ?? [], event.link ?? [], account].flat();
}

function entriesOfCount(count: PostedCount): readonly DirectoryEntry[] {
  const user = count.userId === undefined ? [] : [{ kind: 'user' as const, id: count.userId }];
  const account = count.accountId === undefined ? [] : [accountEntry(count.accountId)];
  return [...user, ...account];
}

const accountEntry = (id: string): DirectoryEntry => ({ kind: 'account', id });

/** Every id that some batches name, by hash. */
export function idsIn(batches: readonly CounterBatch[], hashId: HashId): Directory {
  const entries = new Map<string, DirectoryEntry>();
  for (const batch of batches) {
    const found = [...batch.events.map(entriesOfEvent), ...batch.counts.map(entriesOfCount)];
    for (const { kind, id } of found.flat()) {
      if (hashOfErased(id) === undefined) entries.set(`${kind}/${id}`, { kind, id });
    }
  }
  return new Map([...entries.values()].map((entry) => [hashId(entry.kind, entry.id), entry]));
}

/** By what it adds, too: a writer that comes again with more must not replace what it wrote. */
function nameFor(writer: string, fresh: readonly [IdHash, DirectoryEntry][]): string {
  const [least = ''] = fresh.map(([hash]) => hash).sort();
  return `${writer}-${least}`;
}

/**
 * Adds the ids that the directory lacks, as one small block named by its writer; nothing is
 * written when it has them all. Adding twice is harmless: the directory is a union.
 *
 * @param suppressed ids that were erased; batches may go on naming them for some minutes
 */
export async function recordIds(
  blocks: BlockStore,
  cache: DirectoryCache,
  ids: Directory,
  writer: string,
  suppressed?: () => Promise<ReadonlySet<IdHash>>,
): Promise<number> {
  if (ids.size === 0) return 0;
  const known = await cache.read(blocks);
  const erased = await suppressed?.();
  const fresh = [...ids].filter(([hash]) => !known.has(hash) && !erased?.has(hash));
  if (fresh.length > 0) {
    const name = nameFor(writer, fresh);
    await blocks.publish({ shelf: SHELF, name }, name, encode(fresh), { entries: fresh.length });
  }
  return fresh.length;
}

/** `merged-1`, then `merged-2`: a name of its own each time, which does not grow with the years. */
function nextMerged(heads: readonly BlockHead[]): string {
  const numbers = heads.map(({ name }) => Number(/^merged-(\d+)/.exec(name)?.[1] ?? 0));
  return `merged-${Math.max(...numbers) + 1}`;
}

/** Merges small blocks into one; the merged one is there before the small ones go. */
export async function mergeDirectory(blocks: BlockStore, cache: DirectoryCache): Promise<void> {
  const heads = await blocks.heads(SHELF);
  if (heads.length <= BLOCKS_BEFORE_MERGE) return;
  const entries = [...(await cache.read(blocks))];
  const name = nextMerged(heads);
  await blocks.publish({ shelf: SHELF, name }, name, encode(entries), { entries: entries.length });
  for (const head of heads) await blocks.remove(SHELF, head);
}

/** `2026-11-20T10-seal`, then `2026-11-20T10-seal~1`, then `~2`. */
function nextName(name: string): string {
  const [, base = name, count = '0'] = /^(.*)~(\d+)$/s.exec(name) ?? [];
  return `${base}~${Number(count) + 1}`;
}

/**
 * Takes entries out of the directory: each block that holds one is written anew under another name
 * and deleted, for a block that is merely replaced can still be read for a day.
 */
export async function eraseFromDirectory(
  blocks: BlockStore,
  meant: ReadonlySet<IdHash>,
): Promise<void> {
  for (const head of await blocks.heads(SHELF)) {
    const before = [...decode(await blocks.read(SHELF, head))];
    const left = before.filter(([hash]) => !meant.has(hash));
    if (left.length === before.length) continue;
    const name = nextName(head.name);
    if (left.length > 0) {
      await blocks.publish({ shelf: SHELF, name }, name, encode(left), { entries: left.length });
    }
    await blocks.remove(SHELF, head);
  }
}
