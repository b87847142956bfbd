import type { IdHash } from '../../model/id-hash.ts';
import type { BlockStore } from '../block/block-store.ts';
import { DIRECTORY_NAMESPACE, type DirectoryCache, publishEntries } from './directory.ts';
import { type DirectoryRow, halvesOf } from './directory-columns.ts';
import { findEntry, mergeRows, type SortedChunks } from './sorted-chunks.ts';

/** `2026-11-20T10-seal`, then `2026-11-20T10-seal~1`, then `~2`. */
function nextName(name: string): string {
  const [, base = name, count = '0'] = /^(.*)~(\d+)$/s.exec(name) ?? [];
  return `${base}~${Number(count) + 1}`;
}

function* rowsWithout(
  parts: readonly SortedChunks[],
  erased: ReadonlySet<IdHash>,
): Generator<DirectoryRow> {
  for (const row of mergeRows(parts)) if (!erased.has(row[0])) yield row;
}

/**
 * Takes entries out of the directory: each block that holds one is written anew under another name
 * and deleted, for a block that is merely replaced can still be read for a day.
 */
export async function eraseFromDirectory(
  blocks: BlockStore,
  cache: DirectoryCache,
  erased: ReadonlySet<IdHash>,
): Promise<void> {
  for (const { head, parts } of await cache.blocks(blocks)) {
    const isHeld = (hash: IdHash) =>
      parts.some((part) => findEntry(part, halvesOf(hash)) !== undefined);
    if (![...erased].some(isHeld)) continue;
    const isEmpty = rowsWithout(parts, erased).next().done;
    if (!isEmpty) await publishEntries(blocks, nextName(head.name), rowsWithout(parts, erased));
    await blocks.remove(DIRECTORY_NAMESPACE, head);
  }
}
