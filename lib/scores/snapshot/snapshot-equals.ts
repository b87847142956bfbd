import type { BlockStore, Columns } from '../../counts/block/block-store.ts';
import type { DayScores } from './day-scores.ts';
import { CHUNKS_AT_ONCE } from './read-snapshot.ts';
import { snapshotChunks } from './snapshot-chunks.ts';
import { type SnapshotHead, snapshotNamespace } from './snapshots.ts';

function* chunkGroups(chunks: Iterable<Columns>): Generator<readonly Columns[]> {
  let group: Columns[] = [];
  for (const chunk of chunks) {
    group.push(chunk);
    if (group.length < CHUNKS_AT_ONCE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/**
 * Returns whether a stored snapshot equals some scores to the last byte. They are compared chunk by
 * chunk up to the first that differs, so that neither side is in memory as a whole.
 */
export async function snapshotEquals(
  blocks: BlockStore,
  { kind, block }: SnapshotHead,
  scores: DayScores,
): Promise<boolean> {
  const namespace = snapshotNamespace(scores.model, kind);
  let compared = 0;
  for (const group of chunkGroups(snapshotChunks(scores))) {
    const indices = group.map((_, index) => compared + index);
    if (compared + group.length > block.chunks) return false;
    const stored = await blocks.read(namespace, block, indices);
    const differs = group.some(
      (chunk, index) => JSON.stringify(chunk) !== JSON.stringify(stored[index]),
    );
    if (differs) return false;
    compared += group.length;
  }
  return compared === block.chunks;
}
