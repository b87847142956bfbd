import type { AcceptedEvent } from '../events/event.ts';
import { BarometerError } from '../model/barometer-error.ts';
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

/** A process reads each directory block once; erasure and merging change the shelf's heads. */
export class DirectoryCache {
  readonly #entries = new Map<IdHash, DirectoryEntry>();
  #read = new Map<string, string>();

  async read(blocks: BlockStore): Promise<Directory> {
    const heads = await blocks.heads(SHELF);
    const added = heads.filter((head) => this.#read.get(head.name) !== head.generation);
    for (const head of added) this.#take(await blocks.read(SHELF, head));
    this.#read = new Map(heads.map((head) => [head.name, head.generation]));
    return this.#entries;
  }

  #take(chunks: readonly Columns[]): void {
    for (const chunk of chunks) {
      if (!isChunk(chunk)) throw new BarometerError('unreadable', 'directory: unknown version');
      chunk.hashes.forEach((hash, at) => {
        this.#entries.set(hash, { kind: chunk.kinds[at] ?? 'user', id: chunk.ids[at] ?? '' });
      });
    }
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
    for (const { kind, id } of found.flat()) entries.set(`${kind}/${id}`, { kind, id });
  }
  return new Map([...entries.values()].map((entry) => [hashId(entry.kind, entry.id), entry]));
}

/**
 * Adds the ids that the directory lacks, as one small block named by its writer; nothing is
 * written when it has them all. Adding twice is harmless: the directory is a union.
 */
export async function recordIds(
  blocks: BlockStore,
  cache: DirectoryCache,
  ids: Directory,
  writer: string,
): Promise<number> {
  if (ids.size === 0) return 0;
  const known = await cache.read(blocks);
  const fresh = [...ids].filter(([hash]) => !known.has(hash));
  if (fresh.length > 0) {
    await blocks.publish({ shelf: SHELF, name: writer }, writer, encode(fresh), {
      entries: fresh.length,
    });
  }
  return fresh.length;
}

/** Merges small blocks into one; the merged one is there before the small ones go. */
export async function mergeDirectory(blocks: BlockStore, cache: DirectoryCache): Promise<void> {
  const heads = await blocks.heads(SHELF);
  const last: BlockHead | undefined = heads.at(-1);
  if (!last || heads.length <= BLOCKS_BEFORE_MERGE) return;
  const entries = [...(await cache.read(blocks))];
  const name = `${last.name}+`;
  await blocks.publish({ shelf: SHELF, name }, name, encode(entries), { entries: entries.length });
  for (const head of heads) await blocks.remove(SHELF, head);
}
