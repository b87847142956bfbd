import type { AcceptedEvent } from '../../events/event.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { Cache, CreateCache } from '../../model/cache.ts';
import { hashOfErased } from '../../model/erased-id.ts';
import type { HashId, IdHash } from '../../model/id-hash.ts';
import type { CounterBatch, PostedCount } from '../batch/counter-batch.ts';
import type { BlockHead, BlockStore } from '../block/block-store.ts';
import {
  type DirectoryColumns,
  type DirectoryEntry,
  decodeDirectory,
  encodeDirectory,
  halvesOf,
} from './directory-columns.ts';
import { findEntry, mergeRows, type SortedChunks, toSortedChunks } from './sorted-chunks.ts';

/** Maps hashes back to ids: the only place where ids outlive their batches. */
export interface Directory {
  get(hash: IdHash): DirectoryEntry | undefined;
  has(hash: IdHash): boolean;
}

export const DIRECTORY_NAMESPACE = 'directory';

/** Small blocks pile up by one a seal; more than these are merged into one. */
const BLOCKS_BEFORE_MERGE = 24;

/** A chunk is some 1 MB while its JSON is taken apart. */
const CHUNKS_AT_ONCE = 8;

interface DirectoryBlock {
  readonly head: BlockHead;
  readonly parts: readonly SortedChunks[];
}

async function readBlock(blocks: BlockStore, head: BlockHead): Promise<DirectoryBlock> {
  const columns: DirectoryColumns[] = [];
  for (let firstChunk = 0; firstChunk < head.chunks; firstChunk += CHUNKS_AT_ONCE) {
    const length = Math.min(CHUNKS_AT_ONCE, head.chunks - firstChunk);
    const indices = Array.from({ length }, (_, offset) => firstChunk + offset);
    const chunks = await blocks.read(DIRECTORY_NAMESPACE, head, indices);
    columns.push(...chunks.map(decodeDirectory));
  }
  return { head, parts: toSortedChunks(columns) };
}

/** Looks through one block after the other, the largest first: most entries are in it. */
function directoryOf(loaded: readonly DirectoryBlock[]): Directory {
  const parts = loaded
    .flatMap((block) => block.parts)
    .sort((a, b) => b.chunks.length - a.chunks.length);
  const get = (hash: IdHash): DirectoryEntry | undefined => {
    const halves = halvesOf(hash);
    for (const part of parts) {
      const entry = findEntry(part, halves);
      if (entry) return entry;
    }
    return undefined;
  };
  return { get, has: (hash) => get(hash) !== undefined };
}

/** Merging and erasure take blocks away under a reader, which then has to look again. */
const ATTEMPTS = 5;

/** A process reads each block once, and forgets it when it goes away. */
export class DirectoryCache {
  readonly #blocks: Cache<DirectoryBlock>;

  constructor(createCache: CreateCache) {
    this.#blocks = createCache({});
  }

  async read(blocks: BlockStore): Promise<Directory> {
    return directoryOf(await this.blocks(blocks));
  }

  /** Everything in the directory, block by block. */
  async blocks(blocks: BlockStore): Promise<readonly DirectoryBlock[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#refreshed(blocks);
      } catch (error) {
        const isGone = error instanceof BarometerError && error.code === 'unreadable';
        if (!isGone || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #refreshed(blocks: BlockStore): Promise<readonly DirectoryBlock[]> {
    const loaded = new Map<string, DirectoryBlock>();
    for (const head of await blocks.heads(DIRECTORY_NAMESPACE)) {
      const key = `${head.name}/${head.generation}`;
      loaded.set(key, await this.#blocks.fetch(key, () => readBlock(blocks, head)));
    }
    for (const key of this.#blocks.keys()) if (!loaded.has(key)) this.#blocks.delete(key);
    return [...loaded.values()];
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
export function idsInBatches(
  batches: readonly CounterBatch[],
  hashId: HashId,
): ReadonlyMap<IdHash, DirectoryEntry> {
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
function blockName(writer: string, added: readonly [IdHash, DirectoryEntry][]): string {
  const [least = ''] = added.map(([hash]) => hash).sort();
  return `${writer}-${least}`;
}

/** The directory where it is stored, and what may not be added to it. */
interface StoredDirectory {
  readonly blocks: BlockStore;
  readonly cache: DirectoryCache;
  /** Ids that were erased; batches may go on naming them for some minutes. @default none */
  readonly suppressed?: () => Promise<ReadonlySet<IdHash>>;
}

/**
 * Adds the ids that the directory lacks, as one small block named by its writer; nothing is
 * written when it has them all. Adding twice is harmless: the directory is a union.
 */
export async function recordIds(
  { blocks, cache, suppressed }: StoredDirectory,
  ids: ReadonlyMap<IdHash, DirectoryEntry>,
  writer: string,
): Promise<number> {
  if (ids.size === 0) return 0;
  const known = await cache.read(blocks);
  const erased = await suppressed?.();
  const added = [...ids].filter(([hash]) => !known.has(hash) && !erased?.has(hash));
  if (added.length > 0) {
    const name = blockName(writer, added);
    const sorted = added.sort(([a], [b]) => (a < b ? -1 : 1));
    await blocks.publish(
      { namespace: DIRECTORY_NAMESPACE, name },
      name,
      encodeDirectory(sorted),
      {},
    );
  }
  return added.length;
}

/** `merged-1`, then `merged-2`: a name of its own each time, which does not grow with the years. */
function nextMerged(heads: readonly BlockHead[]): string {
  const numbers = heads.map(({ name }) => Number(/^merged-(\d+)/.exec(name)?.[1] ?? 0));
  return `merged-${Math.max(...numbers) + 1}`;
}

/** Merges small blocks into one; the merged one is there before the small ones go. */
export async function mergeDirectory(blocks: BlockStore, cache: DirectoryCache): Promise<void> {
  const heads = await blocks.heads(DIRECTORY_NAMESPACE);
  if (heads.length <= BLOCKS_BEFORE_MERGE) return;
  const parts = (await cache.blocks(blocks)).flatMap((block) => block.parts);
  const name = nextMerged(heads);
  await blocks.publish(
    { namespace: DIRECTORY_NAMESPACE, name },
    name,
    encodeDirectory(mergeRows(parts)),
    {},
  );
  for (const head of heads) await blocks.remove(DIRECTORY_NAMESPACE, head);
}
