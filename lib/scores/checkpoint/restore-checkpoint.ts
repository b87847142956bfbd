import type { Columns } from '../../counts/block/block-store.ts';
import { decodeIds } from '../../counts/block/id-column.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { type Aggregate, growSubjectDays } from '../aggregate/aggregate.ts';
import { mergeWords } from '../aggregate/day-count-bitmap.ts';
import { type EventHistory, recordOccurrence } from '../aggregate/event-history.ts';
import { accountIndices, userIndices } from '../aggregate/index-part.ts';
import { pairOf } from '../aggregate/membership.ts';
import { growInts, setMaxAt, setMinAt } from '../columns/grow-column.ts';
import type {
  CheckpointChunk,
  CheckpointDayCounts,
  CheckpointEventLists,
  CheckpointMembers,
  CheckpointSubjects,
} from './checkpoint-chunk.ts';

const PARTS: ReadonlySet<unknown> = new Set(['users', 'accounts', 'members', 'days', 'lists']);

function isCheckpointChunk(chunk: Columns): chunk is Columns & CheckpointChunk {
  return chunk['v'] === 1 && PARTS.has(chunk['part']);
}

/** A day so many days up to the carried one, 0 for never. */
function dayFromAge(checkpointDay: number, age: number | undefined): number {
  return age ? checkpointDay - age + 1 : 0;
}

/** What is put back, and where: by place among the carried ones the number in the tally. */
interface RestoreState {
  readonly aggregate: Aggregate;
  readonly resolve: ResolveIdentity;
  readonly checkpointDay: number;
  readonly users: IndexMap;
  readonly accounts: IndexMap;
  /** The place of the last member's user, which the next chunk goes on from. */
  lastUser: number;
}

interface IndexMap {
  of: Int32Array;
  length: number;
}

function append(indices: IndexMap, more: readonly number[]): void {
  indices.of = growInts(indices.of, indices.length + more.length);
  indices.of.set(more, indices.length);
  indices.length += more.length;
}

/** Two that were carried apart may be one by now: the earlier first day and the later last one hold. */
function restoreSubjects(state: RestoreState, chunk: CheckpointSubjects): void {
  const { aggregate, checkpointDay, resolve } = state;
  const isUsers = chunk.part === 'users';
  const ids = decodeIds({ hashes: chunk.hashes, none: -1 });
  const indices = isUsers ? userIndices(aggregate, ids, resolve) : accountIndices(aggregate, ids);
  append(isUsers ? state.users : state.accounts, indices);
  growSubjectDays(aggregate);
  const days = isUsers ? aggregate.userDays : aggregate.accountDays;
  const features = aggregate.plan.features.length;
  indices.forEach((number, row) => {
    if (number < 0) return;
    setMinAt(days.first, number, dayFromAge(checkpointDay, chunk.first[row]));
    setMaxAt(days.lastActive, number, dayFromAge(checkpointDay, chunk.lastActive[row]));
    for (let feature = 0; feature < features; feature++) {
      const position = number * features + feature;
      setMaxAt(days.featureUsed, position, dayFromAge(checkpointDay, chunk.used[feature]?.[row]));
      const first = dayFromAge(checkpointDay, chunk.firstUsed[feature]?.[row]);
      if (first > 0) setMinAt(days.featureFirst, position, first);
    }
  });
}

function restoreMembers(state: RestoreState, chunk: CheckpointMembers): void {
  const { aggregate, checkpointDay, users, accounts } = state;
  const { members } = aggregate;
  chunk.user.forEach((step, row) => {
    state.lastUser += step;
    const user = users.of[state.lastUser] ?? -1;
    if (user < 0) return;
    const pair = pairOf(members, user, accounts.of[chunk.account[row] ?? 0] ?? 0);
    setMaxAt(members.lastSeen, pair, dayFromAge(checkpointDay, chunk.seen[row]));
    setMaxAt(members.removed, pair, dayFromAge(checkpointDay, chunk.removed[row]));
    setMaxAt(members.lastActive, pair, dayFromAge(checkpointDay, chunk.lastActive[row]));
  });
}

/** Where something was asked of, and the numbers of whom it was asked. */
function historyOf(
  { aggregate, users, accounts }: RestoreState,
  subjectKind: SubjectKind,
): [EventHistory, Int32Array] {
  return subjectKind === 'user'
    ? [aggregate.userHistory, users.of]
    : [aggregate.accountHistory, accounts.of];
}

function restoreDayCounts(
  state: RestoreState,
  { of: subjectKind, event, from, ...rows }: CheckpointDayCounts,
): void {
  const [history, indices] = historyOf(state, subjectKind);
  const days = history.days.get(event);
  if (!days) return;
  const stride = rows.words.length / rows.subject.length;
  rows.subject.forEach((position, row) => {
    const number = indices[position] ?? -1;
    const words = rows.words.slice(row * stride, (row + 1) * stride);
    if (number >= 0) mergeWords(days, number, from, words);
  });
}

function restoreEventLists(
  state: RestoreState,
  { of: subjectKind, event, ...rows }: CheckpointEventLists,
): void {
  const [history, indices] = historyOf(state, subjectKind);
  rows.subject.forEach((position, row) => {
    const subject = indices[position] ?? -1;
    const [day = 0, count = 0] = [rows.day[row], rows.count[row]];
    const user = state.users.of[rows.user[row] ?? -1] ?? -1;
    if (subject >= 0) recordOccurrence(history, event, subject, { day, count, user });
  });
}

/**
 * Puts what was carried back into a new tally, chunk by chunk.
 *
 * @param resolve as links say by now: who was carried under an id that is another one's counts there
 * @param checkpointDay the day, as a day number
 */
export function checkpointRestorer(
  aggregate: Aggregate,
  resolve: ResolveIdentity,
  checkpointDay: number,
): (chunk: Columns) => void {
  const none = (): IndexMap => ({ of: new Int32Array(0), length: 0 });
  const state = { aggregate, resolve, checkpointDay, users: none(), accounts: none(), lastUser: 0 };
  return (chunk) => {
    if (!isCheckpointChunk(chunk)) {
      throw new BarometerError('unreadable', 'carried tally: unknown version');
    }
    if (chunk.part === 'members') restoreMembers(state, chunk);
    else if (chunk.part === 'days') restoreDayCounts(state, chunk);
    else if (chunk.part === 'lists') restoreEventLists(state, chunk);
    else restoreSubjects(state, chunk);
  };
}
