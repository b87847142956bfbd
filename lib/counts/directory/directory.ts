import { BarometerError } from '../../model/barometer-error.ts';
import type { Cache, CreateCache } from '../../model/cache.ts';
import { type HashId, hashOfErased, type IdHash, type IdKind } from '../../model/id-hash.ts';
import type { CounterBatch } from '../batch/counter-batch.ts';
import type { BlockHead, BlockStore } from '../block/block-store.ts';
import { readChunks } from '../block/read-chunks.ts';
import {
  type DirectoryColumns,
  type DirectoryEntry,
  type DirectoryRow,
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

interface DirectoryBlock {
  readonly head: BlockHead;
  readonly parts: readonly SortedChunks[];
}

async function readBlock(blocks: BlockStore, head: BlockHead): Promise<DirectoryBlock> {
  const columns: DirectoryColumns[] = [];
  for await (const chunks of readChunks(blocks, DIRECTORY_NAMESPACE, head)) {
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

const entriesOf = (kind: IdKind, id: string | undefined): DirectoryEntry[] =>
  id === undefined ? [] : [{ kind, id }];

function entriesIn({ events, counts }: CounterBatch): DirectoryEntry[] {
  return [
    ...events.flatMap(({ actor, link }) => [actor ?? [], link ?? []]).flat(),
    ...counts.flatMap(({ userId }) => entriesOf('user', userId)),
    ...[...events, ...counts].flatMap(({ accountId }) => entriesOf('account', accountId)),
  ];
}

/** Every id that some batches name, by hash. */
export function idsInBatches(batches: readonly CounterBatch[], hashId: HashId) {
  const entries = new Map<string, DirectoryEntry>();
  // Batch by batch: the entries of an hour at once are many megabytes.
  for (const batch of batches) {
    for (const { kind, id } of entriesIn(batch)) {
      if (hashOfErased(id) === undefined) entries.set(`${kind}/${id}`, { kind, id });
    }
  }
  return new Map([...entries.values()].map((entry) => [hashId(entry.kind, entry.id), entry]));
}

/** Writes a block under a name of its own. @param rows in the order of their hashes */
export async function publishEntries(
  blocks: BlockStore,
  name: string,
  rows: Iterable<DirectoryRow>,
): Promise<void> {
  const key = { namespace: DIRECTORY_NAMESPACE, name };
  await blocks.publish(key, name, encodeDirectory(rows), {});
}

/** Names a block by what it adds, too: a writer that comes again with more must not replace what it wrote. */
function blockName(writer: string, added: readonly DirectoryRow[]): string {
  const [least = ''] = added.map(([hash]) => hash).sort();
  return `${writer}-${least}`;
}

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
    await publishEntries(blocks, name, sorted);
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
  await publishEntries(blocks, name, mergeRows(parts));
  for (const head of heads) await blocks.remove(DIRECTORY_NAMESPACE, head);
}
