import type { IdHash } from '../model/id-hash.ts';
import type { BlockStore } from './block-store.ts';
import { DIRECTORY_SHELF, type DirectoryCache } from './directory.ts';
import { type DirectoryRow, directoryChunks, halvesOf } from './directory-columns.ts';
import { type DirectoryRun, findInRun, mergedRows } from './directory-runs.ts';

/** `2026-11-20T10-seal`, then `2026-11-20T10-seal~1`, then `~2`. */
function nextName(name: string): string {
  const [, base = name, count = '0'] = /^(.*)~(\d+)$/s.exec(name) ?? [];
  return `${base}~${Number(count) + 1}`;
}

function* rowsWithout(
  runs: readonly DirectoryRun[],
  meant: ReadonlySet<IdHash>,
): Generator<DirectoryRow> {
  for (const row of mergedRows(runs)) if (!meant.has(row[0])) yield row;
}

/**
 * Takes entries out of the directory: each block that holds one is written anew under another name
 * and deleted, for a block that is merely replaced can still be read for a day.
 */
export async function eraseFromDirectory(
  blocks: BlockStore,
  cache: DirectoryCache,
  meant: ReadonlySet<IdHash>,
): Promise<void> {
  for (const { head, runs } of await cache.blocks(blocks)) {
    const isHeld = (hash: IdHash) =>
      runs.some((run) => findInRun(run, halvesOf(hash)) !== undefined);
    if (![...meant].some(isHeld)) continue;
    const name = nextName(head.name);
    if (!rowsWithout(runs, meant).next().done) {
      const left = directoryChunks(rowsWithout(runs, meant));
      await blocks.publish({ shelf: DIRECTORY_SHELF, name }, name, left, {});
    }
    await blocks.remove(DIRECTORY_SHELF, head);
  }
}
