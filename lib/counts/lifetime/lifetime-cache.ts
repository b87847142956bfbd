import type { Cache, CreateCache } from '../../model/cache.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { BlockHead, BlockStore } from '../block/block-store.ts';
import { readChunks } from '../block/read-chunks.ts';
import { decodeLifetimes, type LifetimeColumns } from './lifetime-columns.ts';

/** Of the stored blocks; its word is older than the index's name. */
export const LIFETIME_NAMESPACE = 'ever';

/** Some 40 bytes each with the ids they name: 80 MB. */
const MAX_ROWS = 2_000_000;

type Chunks = readonly LifetimeColumns[];

type CachedPart = { readonly generation: string; readonly chunks: Chunks };

const rowsIn = (chunks: Chunks) => chunks.reduce((sum, { first }) => sum + first.length, 0);

/** A process keeps the decoded blocks that fit until a newer generation is published. */
export class LifetimeCache {
  readonly #parts: Cache<CachedPart>;

  constructor(createCache: CreateCache) {
    this.#parts = createCache({ maxSize: MAX_ROWS, sizeOf: ({ chunks }) => rowsIn(chunks) });
  }

  /** All of them, some chunks at a time: those of a large product do not fit in memory together. */
  async *each(blocks: BlockStore): AsyncGenerator<Chunks, undefined> {
    for (const head of await blocks.heads(LIFETIME_NAMESPACE)) {
      if (this.#hasRoomFor(head)) yield this.chunks(blocks, head);
      else {
        // A whole block of three million users has 3 million rows.
        for await (const chunks of readChunks(blocks, LIFETIME_NAMESPACE, head))
          yield chunks.map(decodeLifetimes);
      }
    }
  }

  async read(blocks: BlockStore): Promise<Chunks> {
    const all: LifetimeColumns[] = [];
    for await (const chunks of this.each(blocks)) all.push(...chunks);
    return all;
  }

  /** What is known of some users: one block of sixteen each is read. */
  async readForUsers(blocks: BlockStore, users: Iterable<IdHash>): Promise<Chunks> {
    const names = new Set(Array.from(users, (user) => user.slice(0, 1)));
    const heads = (await blocks.heads(LIFETIME_NAMESPACE)).filter(({ name }) => names.has(name));
    return (await Promise.all(heads.map((head) => this.chunks(blocks, head)))).flat();
  }

  async chunks(blocks: BlockStore, head: BlockHead): Promise<Chunks> {
    const { name, generation } = head;
    const known = this.#parts.get(name);
    if (known?.generation === generation) return known.chunks;
    const chunks = (await blocks.read(LIFETIME_NAMESPACE, head)).map(decodeLifetimes);
    this.keep(name, generation, rowsIn(chunks), () => chunks);
    return chunks;
  }

  /** Remembers a block that was read or written, if it fits. */
  keep(name: string, generation: string, rows: number, decoded: () => Chunks): void {
    this.#parts.delete(name);
    if (this.#parts.size() + rows > MAX_ROWS) return;
    this.#parts.set(name, { generation, chunks: decoded() });
  }

  /** Whether a block is kept, or will be once it is read. */
  #hasRoomFor({ name, generation, meta }: BlockHead): boolean {
    const known = this.#parts.get(name);
    if (known?.generation === generation) return true;
    const others = this.#parts.size() - (known ? rowsIn(known.chunks) : 0);
    return others + Number(meta['rows'] ?? 0) <= MAX_ROWS;
  }
}

/** The blocks there are and how many rows they have, without reading them. */
export async function readLifetimeVersion(blocks: BlockStore) {
  const heads = await blocks.heads(LIFETIME_NAMESPACE);
  return {
    version: heads.map(({ generation }) => generation).join(' '),
    rows: heads.reduce((sum, { meta }) => sum + Number(meta['rows'] ?? 0), 0),
  };
}
