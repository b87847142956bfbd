import type { BlockStore, Columns } from '../../counts/block/block-store.ts';
import { CHUNKS_AT_ONCE, readChunks } from '../../counts/block/read-chunks.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from './day-scores.ts';
import {
  chunkHolding,
  chunksOfSubjects,
  decodeSnapshot,
  SUMMARY_CHUNK,
  snapshotBuilder,
  snapshotChunks,
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

/** Reads all of a snapshot that a head names. */
export async function readSnapshot(blocks: BlockStore, model: string, head: SnapshotHead) {
  const snapshot = snapshotBuilder();
  const namespace = snapshotNamespace(model, head.kind);
  for await (const chunks of readChunks(blocks, namespace, head.block)) snapshot.add(chunks);
  return snapshot.done();
}

/** Returns the scores of only the users or only the accounts, which is all a rule needs. */
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
  for await (const chunks of readChunks(blocks, namespace, block, indices)) snapshot.add(chunks);
  return snapshot.done();
}

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
export async function snapshotEquals(blocks: BlockStore, head: SnapshotHead, scores: DayScores) {
  const namespace = snapshotNamespace(scores.model, head.kind);
  let compared = 0;
  for (const group of chunkGroups(snapshotChunks(scores))) {
    const indices = group.map((_, index) => compared + index);
    if (compared + group.length > head.block.chunks) return false;
    const stored = await blocks.read(namespace, head.block, indices);
    const differs = group.some(
      (chunk, index) => JSON.stringify(chunk) !== JSON.stringify(stored[index]),
    );
    if (differs) return false;
    compared += group.length;
  }
  return compared === head.block.chunks;
}
