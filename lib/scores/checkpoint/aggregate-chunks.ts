import type { Columns } from '../../counts/block/block-store.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import type { SubjectDays } from '../aggregate/subject-days.ts';
import { compareIds, type IdIndex } from '../columns/id-index.ts';
import type { CheckpointChunk } from './checkpoint-chunk.ts';
import { eventHistoryChunks } from './event-history-chunks.ts';
import { memberChunks } from './member-chunks.ts';
import { subjectChunks } from './subject-chunks.ts';

/** Who was seen by now, in the order of the hashes. */
function seenSubjects(ids: IdIndex, days: SubjectDays): number[] {
  const seen: number[] = [];
  for (let index = 0; index < ids.length; index++)
    if ((days.first[index] ?? 0) > 0) seen.push(index);
  return seen.sort((a, b) => compareIds(ids, a, b));
}

/** By number in the tally: the place among those that are carried. */
function positionsOf(checkpointDay: readonly number[], length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  checkpointDay.forEach((number, position) => {
    places[number] = position;
  });
  return places;
}

/**
 * All that a tally knows after a day, before the first one that is summed up. The same days give
 * the same chunks, wherever the walk began: what can play no part any more is left out.
 *
 * @param checkpointDay the day, as a day number
 */
export function* aggregateChunks(aggregate: Aggregate, checkpointDay: number): Generator<Columns> {
  for (const chunk of chunksOf(aggregate, checkpointDay)) yield { ...chunk };
}

function* chunksOf(aggregate: Aggregate, checkpointDay: number): Generator<CheckpointChunk> {
  const { users, accounts, userDays, accountDays, members, plan } = aggregate;
  const features = plan.features.length;
  const [people, places] = [seenSubjects(users, userDays), seenSubjects(accounts, accountDays)];
  const ofUsers = { ids: users, days: userDays, numbers: people };
  const ofAccounts = { ids: accounts, days: accountDays, numbers: places };
  yield* subjectChunks('users', ofUsers, features, checkpointDay);
  yield* subjectChunks('accounts', ofAccounts, features, checkpointDay);
  const userPositions = positionsOf(people, users.length);
  const accountPositions = positionsOf(places, accounts.length);
  yield* memberChunks(checkpointDay, members, userPositions, accountPositions);
  yield* eventHistoryChunks('account', aggregate.accountHistory, accountPositions, userPositions);
  yield* eventHistoryChunks('user', aggregate.userHistory, userPositions, userPositions);
}
