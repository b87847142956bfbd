import type { BlockStore } from '../../lib/counts/block-store.ts';
import { DirectoryCache } from '../../lib/counts/directory.ts';
import type { DirectoryRow } from '../../lib/counts/directory-columns.ts';
import { mergedRows } from '../../lib/counts/directory-runs.ts';

/** All that a directory holds, as somebody reads it who never read it before or, given its cache, did. */
export async function directoryRowsOf(
  blocks: BlockStore,
  cache = new DirectoryCache(),
): Promise<readonly DirectoryRow[]> {
  const held = await cache.blocks(blocks);
  return [...mergedRows(held.flatMap(({ runs }) => runs))];
}
