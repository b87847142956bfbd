import type { Columns } from '../../counts/block/block-store.ts';
import { NO_ID } from '../../model/id-hash.ts';
import { SUBJECT_KINDS, type SubjectKind } from '../../model/subject-kind.ts';
import { type Aggregate, seenSubjects } from '../aggregate/aggregate.ts';
import { bitmapWords, type DayCountBitmap } from '../aggregate/day-count-bitmap.ts';
import type { EventHistory } from '../aggregate/event-history.ts';
import { accountOfPair, type Membership, userOfPair } from '../aggregate/membership.ts';
import { positionsOf } from '../columns/gather.ts';
import { compareIds, idAt } from '../columns/id-index.ts';
import type { Occurrence } from '../conditions/occurrences.ts';
import type {
  CheckpointChunk,
  CheckpointDayCounts,
  CheckpointEventLists,
  CheckpointMembers,
  CheckpointSubjects,
  CheckpointVisitors,
  Positions,
} from './checkpoint-chunk.ts';

/** A chunk stays near 300 KB packed. */
const CHUNK_BYTES = 270_000;

/** Cuts rows of a known size into those of one chunk. */
export function* sliceByBytes<Item>(
  items: readonly Item[],
  bytesEach: number,
): Generator<readonly Item[]> {
  const size = Math.max(1, Math.floor(CHUNK_BYTES / bytesEach));
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Packed. */
const SUBJECT_BYTES = 14;
const FEATURE_BYTES = 2.5;

export function* subjectChunks(
  { ids, subjectDays, plan: { features } }: Aggregate,
  kind: SubjectKind,
  subjects: readonly number[],
  checkpointDay: number,
): Generator<CheckpointSubjects> {
  const days = subjectDays[kind];
  const ageOf = (day: number | undefined) => (day ? checkpointDay - day + 1 : 0);
  const perSubject = kind === 'account' ? 2 * features.length : features.length;
  for (const rows of sliceByBytes(subjects, SUBJECT_BYTES + perSubject * FEATURE_BYTES)) {
    const byFeature = (column: Int32Array) =>
      features.map((_, feature) =>
        rows.map((index) => ageOf(column[index * features.length + feature])),
      );
    yield {
      v: 1,
      part: kind === 'user' ? 'users' : 'accounts',
      hashes: rows.map((index) => idAt(ids[kind], index)).join(''),
      first: rows.map((index) => ageOf(days.first[index])),
      lastActive: rows.map((index) => ageOf(days.lastActive[index])),
      used: byFeature(days.featureUsed),
      firstUsed: kind === 'account' ? byFeature(days.featureFirst) : [],
    };
  }
}

/** Packed, where it is linked. */
const VISITOR_BYTES = 18;

/** They come first: who has turned out to be somebody else makes the rest worthless. */
export function* visitorChunks({ visitors, resolve }: Aggregate): Generator<CheckpointVisitors> {
  const numbers = Array.from({ length: visitors.length }, (_, number) => number);
  numbers.sort((a, b) => compareIds(visitors, a, b));
  for (const rows of sliceByBytes(numbers, VISITOR_BYTES)) {
    const hashes = rows.map((number) => idAt(visitors, number));
    const linked = hashes.flatMap((hash, row) => (resolve(hash) === hash ? [] : row));
    const targets = linked.map((row) => resolve(hashes[row] ?? NO_ID)).join('');
    yield { v: 1, part: 'visitors', hashes: hashes.join(''), linked, targets };
  }
}

/** Packed. */
const MEMBER_BYTES = 9;

/** Everybody who was ever seen in an account, by positions of both. */
export function* memberChunks(
  checkpointDay: number,
  members: Membership,
  positions: Positions,
): Generator<CheckpointMembers> {
  const ageOf = (day: number | undefined) => (day ? checkpointDay - day + 1 : 0);
  const userPositionOf = (pair: number) => positions.user[userOfPair(members, pair)] ?? -1;
  const accountPositionOf = (pair: number) => positions.account[accountOfPair(members, pair)] ?? -1;
  const pairs = Array.from({ length: members.pairs.length }, (_, pair) => pair).sort(
    (a, b) => userPositionOf(a) - userPositionOf(b) || accountPositionOf(a) - accountPositionOf(b),
  );
  let last = 0;
  for (const rows of sliceByBytes(pairs, MEMBER_BYTES)) {
    const user = rows.map((pair) => {
      const step = userPositionOf(pair) - last;
      last += step;
      return step;
    });
    yield {
      v: 1,
      part: 'members',
      user,
      account: rows.map(accountPositionOf),
      seen: rows.map((pair) => ageOf(members.lastSeen[pair])),
      removed: rows.map((pair) => ageOf(members.removed[pair])),
      lastActive: rows.map((pair) => ageOf(members.lastActive[pair])),
    };
  }
}

/** Packed; a word is ten digits that hardly shrink. */
const WORD_BYTES = 4.6;
const EVENT_BYTES = 14;

type DayRows = Pick<CheckpointDayCounts, 'from' | 'subject' | 'words'>;
type ListRows = Pick<CheckpointEventLists, 'subject' | 'day' | 'count' | 'user' | 'last'>;

function* dayRows(bitmap: DayCountBitmap, positions: Int32Array): Generator<DayRows> {
  const { from, stride } = bitmap;
  const subjects: number[] = [];
  for (let index = 0; index < positions.length; index++) {
    if ((positions[index] ?? -1) >= 0 && bitmapWords(bitmap, index).some((word) => word !== 0))
      subjects.push(index);
  }
  subjects.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  for (const rows of sliceByBytes(subjects, stride * WORD_BYTES)) {
    const words = rows.flatMap((index) => Array.from(bitmapWords(bitmap, index)));
    yield { from, subject: rows.map((index) => positions[index] ?? -1), words };
  }
}

function* listRows(
  lists: ReadonlyMap<number, readonly Occurrence[]>,
  positions: Int32Array,
  userPositions: Int32Array,
): Generator<ListRows> {
  const rows = [...lists].flatMap(([index, list]) =>
    list.map((occurrence) => ({ ...occurrence, subject: positions[index] ?? -1 })),
  );
  rows.sort((a, b) => a.subject - b.subject || a.day - b.day);
  for (const some of sliceByBytes(rows, EVENT_BYTES)) {
    yield {
      subject: some.map(({ subject }) => subject),
      day: some.map(({ day }) => day),
      count: some.map(({ count }) => count),
      user: some.map(({ user }) => userPositions[user] ?? -1),
      last: some.map(({ last = 0 }) => last),
    };
  }
}

export function* eventHistoryChunks(
  kind: SubjectKind,
  history: EventHistory,
  positions: Positions,
): Generator<CheckpointChunk> {
  for (const [event, bitmap] of history.days) {
    for (const rows of dayRows(bitmap, positions[kind]))
      yield { v: 1, part: 'days', of: kind, event, ...rows };
  }
  for (const [event, lists] of history.lists) {
    for (const rows of listRows(lists, positions[kind], positions.user))
      yield { v: 1, part: 'lists', of: kind, event, ...rows };
  }
}

/** The order in which their events are stored. */
const HISTORY_KINDS: readonly SubjectKind[] = ['account', 'user'];

function* chunksOf(aggregate: Aggregate, checkpointDay: number): Generator<CheckpointChunk> {
  const { ids, members, history } = aggregate;
  const seen = {
    user: seenSubjects(aggregate, 'user'),
    account: seenSubjects(aggregate, 'account'),
  };
  yield* visitorChunks(aggregate);
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
 * the same chunks, wherever the scan began.
 *
 * @param checkpointDay the day, as a day number
 */
export function* aggregateChunks(aggregate: Aggregate, checkpointDay: number): Generator<Columns> {
  for (const chunk of chunksOf(aggregate, checkpointDay)) yield { ...chunk };
}
