import type { Columns } from '../../counts/block/block-store.ts';
import { SUBJECT_KINDS, type SubjectKind } from '../../model/subject-kind.ts';
import { type Aggregate, seenSubjects } from '../aggregate/aggregate.ts';
import { positionsOf } from '../columns/gather.ts';
import type { CheckpointChunk } from './checkpoint-chunk.ts';
import { eventHistoryChunks } from './event-history-chunks.ts';
import { memberChunks } from './member-chunks.ts';
import { subjectChunks } from './subject-chunks.ts';

/** The order in which their events are stored. */
const HISTORY_KINDS: readonly SubjectKind[] = ['account', 'user'];

function* chunksOf(aggregate: Aggregate, checkpointDay: number): Generator<CheckpointChunk> {
  const { ids, members, history } = aggregate;
  const seen = {
    user: seenSubjects(aggregate, 'user'),
    account: seenSubjects(aggregate, 'account'),
  };
  for (const kind of SUBJECT_KINDS)
    yield* subjectChunks(aggregate, kind, seen[kind], checkpointDay);
  const positions = {
    user: positionsOf(seen.user, ids.user.length),
    account: positionsOf(seen.account, ids.account.length),
  };
  yield* memberChunks(checkpointDay, members, positions);
  for (const kind of HISTORY_KINDS) yield* eventHistoryChunks(kind, history[kind], positions);
}

/**
 * Writes all that an aggregate knows after a day which is before every window. The same days give
 * the same chunks, wherever the scan began: what can play no part any more is left out.
 *
 * @param checkpointDay the day, as a day number
 */
export function* aggregateChunks(aggregate: Aggregate, checkpointDay: number): Generator<Columns> {
  for (const chunk of chunksOf(aggregate, checkpointDay)) yield { ...chunk };
}
