import type { Columns } from '../../counts/block/block-store.ts';
import { decodeIds } from '../../counts/block/cell-columns.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { type Aggregate, growSubjectDays } from '../aggregate/aggregate.ts';
import { mergeWords } from '../aggregate/day-count-bitmap.ts';
import { recordOccurrence } from '../aggregate/event-history.ts';
import { accountIndices, recordVisitors, userIndices } from '../aggregate/index-part.ts';
import { pairOf } from '../aggregate/membership.ts';
import { growInts, setMaxAt, setMinAt } from '../columns/grow-column.ts';
import type {
  CheckpointChunk,
  CheckpointDayCounts,
  CheckpointEventLists,
  CheckpointMembers,
  CheckpointSubjects,
  CheckpointVisitors,
} from './checkpoint-chunk.ts';

const PARTS: ReadonlySet<unknown> = new Set([
  'visitors',
  'users',
  'accounts',
  'members',
  'days',
  'lists',
]);

function isCheckpointChunk(chunk: Columns): chunk is Columns & CheckpointChunk {
  return chunk['v'] === 1 && PARTS.has(chunk['part']);
}

/** The day number of an age on the day of the checkpoint, 0 for never. */
function dayFromAge(checkpointDay: number, age: number | undefined): number {
  return age ? checkpointDay - age + 1 : 0;
}

interface RestoreState {
  readonly aggregate: Aggregate;
  readonly checkpointDay: number;
  readonly numbers: Readonly<Record<SubjectKind, NumberList>>;
  /** The position of the last member's user, which the next chunk goes on from. */
  lastUser: number;
}

/** By position among the stored subjects: the number in the aggregate, -1 for nobody. */
interface NumberList {
  values: Int32Array;
  length: number;
}

function append(list: NumberList, more: readonly number[]): void {
  list.values = growInts(list.values, list.length + more.length);
  list.values.set(more, list.length);
  list.length += more.length;
}

/** @returns false when one of them is somebody else by now */
function restoreVisitors({ aggregate }: RestoreState, chunk: CheckpointVisitors): boolean {
  const hashes = decodeIds({ hashes: chunk.hashes, none: -1 });
  const targets = decodeIds({ hashes: chunk.targets, none: -1 });
  const linked = new Map(chunk.linked.map((row, index) => [row, targets[index]]));
  recordVisitors(aggregate, hashes);
  return hashes.every((hash, row) => aggregate.resolve(hash) === (linked.get(row) ?? hash));
}

/** @returns false when one of them is somebody else by now */
function restoreSubjects(state: RestoreState, chunk: CheckpointSubjects): boolean {
  const { aggregate, checkpointDay } = state;
  const kind = chunk.part === 'users' ? 'user' : 'account';
  const ids = decodeIds({ hashes: chunk.hashes, none: -1 });
  const indices = kind === 'user' ? userIndices(aggregate, ids) : accountIndices(aggregate, ids);
  append(state.numbers[kind], indices);
  growSubjectDays(aggregate);
  const days = aggregate.subjectDays[kind];
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
  return kind === 'account' || ids.every((id) => aggregate.resolve(id) === id);
}

function restoreMembers(state: RestoreState, chunk: CheckpointMembers): void {
  const { aggregate, checkpointDay, numbers } = state;
  const { members } = aggregate;
  chunk.user.forEach((step, row) => {
    state.lastUser += step;
    const user = numbers.user.values[state.lastUser] ?? -1;
    if (user < 0) return;
    const account = numbers.account.values[chunk.account[row] ?? 0] ?? 0;
    const pair = pairOf(members, user, account);
    setMaxAt(members.lastSeen, pair, dayFromAge(checkpointDay, chunk.seen[row]));
    setMaxAt(members.removed, pair, dayFromAge(checkpointDay, chunk.removed[row]));
    setMaxAt(members.lastActive, pair, dayFromAge(checkpointDay, chunk.lastActive[row]));
  });
}

function restoreDayCounts(
  { aggregate, numbers }: RestoreState,
  { of: kind, event, from, ...rows }: CheckpointDayCounts,
): void {
  const days = aggregate.history[kind].days.get(event);
  if (!days) return;
  const stride = rows.words.length / rows.subject.length;
  rows.subject.forEach((position, row) => {
    const subject = numbers[kind].values[position] ?? -1;
    const words = rows.words.slice(row * stride, (row + 1) * stride);
    if (subject >= 0) mergeWords(days, subject, from, words);
  });
}

function restoreEventLists(
  { aggregate, numbers }: RestoreState,
  { of: kind, event, ...rows }: CheckpointEventLists,
): void {
  rows.subject.forEach((position, row) => {
    const subject = numbers[kind].values[position] ?? -1;
    const [day = 0, count = 0, last = 0] = [rows.day[row], rows.count[row], rows.last[row]];
    const user = numbers.user.values[rows.user[row] ?? -1] ?? -1;
    if (subject < 0) return;
    recordOccurrence(aggregate.history[kind], event, subject, { day, count, user, last });
  });
}

/** @returns false when somebody in it is somebody else by now */
function restoreChunk(state: RestoreState, chunk: CheckpointChunk): boolean {
  switch (chunk.part) {
    case 'visitors':
      return restoreVisitors(state, chunk);
    case 'users':
    case 'accounts':
      return restoreSubjects(state, chunk);
    case 'members':
      restoreMembers(state, chunk);
      return true;
    case 'days':
      restoreDayCounts(state, chunk);
      return true;
    case 'lists':
      restoreEventLists(state, chunk);
      return true;
  }
}

/**
 * Restores a checkpoint into a new aggregate, chunk by chunk.
 *
 * @param checkpointDay the day, as a day number
 * @returns takes the next chunk, and returns false when it is worthless, for somebody in it turned out to
 *   be somebody else; throws BarometerError `unreadable` for one of another format
 */
export function checkpointRestorer(
  aggregate: Aggregate,
  checkpointDay: number,
): (chunk: Columns) => boolean {
  const none = (): NumberList => ({ values: new Int32Array(0), length: 0 });
  const numbers = { user: none(), account: none() };
  const state = { aggregate, checkpointDay, numbers, lastUser: 0 };
  return (chunk) => {
    if (!isCheckpointChunk(chunk)) {
      throw new BarometerError('unreadable', 'checkpoint: unknown version');
    }
    return restoreChunk(state, chunk);
  };
}
