import type { BlockStore } from '../../counts/block/block-store.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from './day-scores.ts';
import { chunksOfSubjects, SUMMARY_CHUNK, snapshotBuilder } from './snapshot-chunks.ts';
import { CHUNKS_AT_ONCE, type SnapshotHead, snapshotNamespace } from './snapshots.ts';

/** The scores of a snapshot with only its users or its accounts: a rule looks at one of them. */
export async function readSubjects(
  blocks: BlockStore,
  model: string,
  { kind, block }: SnapshotHead,
  subjectKind: SubjectKind,
): Promise<DayScores> {
  const namespace = snapshotNamespace(model, kind);
  const snapshot = snapshotBuilder(false);
  const summary = await blocks.read(namespace, block, [SUMMARY_CHUNK]);
  snapshot.add(summary);
  const indices = summary.flatMap((chunk) => chunksOfSubjects(chunk, subjectKind, block.chunks));
  for (let from = 0; from < indices.length; from += CHUNKS_AT_ONCE) {
    snapshot.add(await blocks.read(namespace, block, indices.slice(from, from + CHUNKS_AT_ONCE)));
  }
  return snapshot.done();
}
