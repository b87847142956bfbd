import type {
  BlockHead,
  BlockKey,
  BlockStore,
  Columns,
} from '../../../lib/counts/block/block-store.ts';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import { copyOf } from './copy-of.ts';

/** Twin of the blocks in DynamoDB; chunks of an older generation go at once. */
export class MemoryBlockStore implements BlockStore {
  readonly #heads = new Map<string, Map<string, BlockHead>>();
  readonly #chunks = new Map<string, readonly Columns[]>();

  async publish(
    { namespace: shelf, name }: BlockKey,
    generation: string,
    given: Iterable<Columns>,
    meta: Columns,
    onlyNew = false,
  ): Promise<boolean> {
    const chunks = [...given];
    const heads = this.#shelf(shelf);
    const before = heads.get(name);
    if (onlyNew && before) return false;
    if (before) this.#chunks.delete(chunksKey(shelf, before));
    const head = copyOf({ name, generation, chunks: chunks.length, meta });
    this.#chunks.set(chunksKey(shelf, head), copyOf(chunks));
    heads.set(name, head);
    return true;
  }

  async head({ namespace: shelf, name }: BlockKey): Promise<BlockHead | undefined> {
    const head = this.#shelf(shelf).get(name);
    return head && copyOf(head);
  }

  async heads(shelf: string, from?: string, to?: string): Promise<readonly BlockHead[]> {
    const heads = [...this.#shelf(shelf).values()].filter(
      ({ name }) => (from === undefined || name >= from) && (to === undefined || name <= to),
    );
    return copyOf(heads.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async read(
    shelf: string,
    head: BlockHead,
    indices?: readonly number[],
  ): Promise<readonly Columns[]> {
    const chunks = this.#chunks.get(chunksKey(shelf, head));
    if (!chunks) throw new BarometerError('unreadable', `chunks of ${head.name} are missing`);
    return copyOf(chunks.filter((_, at) => indices?.includes(at) ?? true));
  }

  async remove(shelf: string, head: BlockHead): Promise<void> {
    const heads = this.#shelf(shelf);
    if (heads.get(head.name)?.generation === head.generation) heads.delete(head.name);
    this.#chunks.delete(chunksKey(shelf, head));
  }

  #shelf(shelf: string): Map<string, BlockHead> {
    const heads = this.#heads.get(shelf) ?? new Map<string, BlockHead>();
    this.#heads.set(shelf, heads);
    return heads;
  }
}

function chunksKey(shelf: string, head: BlockHead): string {
  return JSON.stringify([shelf, head.name, head.generation]);
}
