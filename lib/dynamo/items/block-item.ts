import type { BlockHead, BlockKey, Columns } from '../../counts/block/block-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { Item } from '../client/query-items.ts';
import { blockChunkKey, blockHeadKey, type ItemKey } from '../keys.ts';
import { MAX_PACKED_BYTES, pack, packedBytes, unpack } from './pack.ts';

/**
 * A head as one item: `g` generation, `n` how many chunks, `b` packed meta. The store adds `w`,
 * which marks one writing of a block, so that clearing up after it cannot hit a later one.
 */
export function toHeadItem({ namespace, name }: BlockKey, head: Omit<BlockHead, 'name'>) {
  return {
    ...blockHeadKey(namespace, name),
    g: head.generation,
    n: head.chunks,
    b: pack(head.meta),
  };
}

export function fromHeadItem(item: Item): BlockHead {
  return {
    name: String(item['sk']).slice('H#'.length),
    generation: String(item['g']),
    chunks: Number(item['n']),
    meta: unpack(item['b']) as Columns,
  };
}

/** A chunk as one item; throws `invalid` when it is over 390 KB packed. */
export function toChunkItem(
  { namespace, name }: BlockKey,
  generation: string,
  chunk: Columns,
  index: number,
) {
  const item = { ...blockChunkKey(namespace, name, generation, index), b: pack(chunk) };
  const bytes = packedBytes(item.b);
  if (bytes > MAX_PACKED_BYTES) {
    throw new BarometerError(
      'invalid',
      `chunk ${index} of ${namespace}/${name} has ${bytes} bytes packed, allowed are ${MAX_PACKED_BYTES}`,
    );
  }
  return item;
}

/** Keys of the chunks of a block, in order. */
export function chunkKeys(namespace: string, head: BlockHead): readonly ItemKey[] {
  return Array.from({ length: head.chunks }, (_, index) =>
    blockChunkKey(namespace, head.name, head.generation, index),
  );
}
