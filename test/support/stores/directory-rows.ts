import type { BlockStore } from '../../../lib/counts/block/block-store.ts';
import { DirectoryCache } from '../../../lib/counts/directory/directory.ts';
import type { DirectoryRow } from '../../../lib/counts/directory/directory-columns.ts';
import { mergeRows } from '../../../lib/counts/directory/sorted-chunks.ts';
import { createCache } from './create-cache.ts';

/** All that a directory holds, as somebody reads it who never read it before or, given its cache, did. */
export async function directoryRowsOf(
  blocks: BlockStore,
  cache = new DirectoryCache(createCache),
): Promise<readonly DirectoryRow[]> {
  const held = await cache.blocks(blocks);
  return [...mergeRows(held.flatMap(({ parts: runs }) => runs))];
}
