import type { BlockHead, BlockStore, Columns } from './block-store.ts';

/** A chunk is some 1 MB while its JSON is taken apart: those of a million users would be 1.5 GB. */
export const CHUNKS_AT_ONCE = 8;

/** Reads chunks in order, a few at a time. @param indices @default all chunks of the block */
export async function* readChunks(
  blocks: BlockStore,
  namespace: string,
  head: BlockHead,
  indices: readonly number[] = [...Array(head.chunks).keys()],
): AsyncGenerator<readonly Columns[], undefined> {
  for (let from = 0; from < indices.length; from += CHUNKS_AT_ONCE) {
    yield await blocks.read(namespace, head, indices.slice(from, from + CHUNKS_AT_ONCE));
  }
}
