import type { BlockStore } from '../counts/block-store.ts';
import type { DayScores } from './day-scores.ts';
import { collectSnapshot, SUMMARY_CHUNK, sideChunks } from './snapshot-columns.ts';
import { CHUNKS_AT_ONCE, type SnapshotHead, shelfOf } from './snapshots.ts';

/** The scores of a snapshot with only its users or its accounts: a rule looks at one of them. */
export async function readSide(
  blocks: BlockStore,
  model: string,
  { kind, block }: SnapshotHead,
  of: 'user' | 'account',
): Promise<DayScores> {
  const shelf = shelfOf(model, kind);
  const snapshot = collectSnapshot(false);
  const summary = await blocks.read(shelf, block, [SUMMARY_CHUNK]);
  snapshot.add(summary);
  const indices = summary.flatMap((chunk) => sideChunks(chunk, of, block.chunks));
  for (let from = 0; from < indices.length; from += CHUNKS_AT_ONCE) {
    snapshot.add(await blocks.read(shelf, block, indices.slice(from, from + CHUNKS_AT_ONCE)));
  }
  return snapshot.done();
}
