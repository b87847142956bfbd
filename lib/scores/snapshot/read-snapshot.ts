import type { BlockStore } from '../../counts/block/block-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from './day-scores.ts';
import {
  chunkHolding,
  chunksOfSubjects,
  decodeSnapshot,
  SUMMARY_CHUNK,
  snapshotBuilder,
} from './snapshot-chunks.ts';
import { type SnapshotHead, snapshotNamespace } from './snapshots.ts';

/**
 * Returns the scores of a snapshot with only the users or accounts of one chunk, which has the one
 * wanted if any has: two chunks are read, whatever its size. Undefined when it is surely not there.
 */
export async function readAround(
  blocks: BlockStore,
  model: string,
  head: SnapshotHead,
  { of, hash }: { readonly of: SubjectKind; readonly hash: IdHash },
): Promise<DayScores | undefined> {
  const namespace = snapshotNamespace(model, head.kind);
  const [summary] = await blocks.read(namespace, head.block, [SUMMARY_CHUNK]);
  if (!summary) return undefined;
  const chunk = chunkHolding(summary, of, hash, head.block.chunks);
  if (chunk === undefined) return undefined;
  return decodeSnapshot([summary, ...(await blocks.read(namespace, head.block, [chunk]))]);
}

/** Chunks of 300 KB read at once: as JSON they take 20 MB, those of a million users 1.5 GB. */
export const CHUNKS_AT_ONCE = 8;

/** Returns all scores of a snapshot. */
export async function readSnapshot(
  blocks: BlockStore,
  model: string,
  { kind, block }: SnapshotHead,
): Promise<DayScores> {
  const snapshot = snapshotBuilder();
  for (let from = 0; from < block.chunks; from += CHUNKS_AT_ONCE) {
    const length = Math.min(CHUNKS_AT_ONCE, block.chunks - from);
    const indices = Array.from({ length }, (_, index) => from + index);
    snapshot.add(await blocks.read(snapshotNamespace(model, kind), block, indices));
  }
  return snapshot.done();
}

/**
 * Returns the scores of a snapshot with only its users or its accounts: a rule looks at one of
 * them.
 */
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
