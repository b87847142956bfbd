import type { SubjectKind } from '../../model/subject-kind.ts';
import { bitmapWords, type DayCountBitmap } from '../aggregate/day-count-bitmap.ts';
import type { EventHistory } from '../aggregate/event-history.ts';
import type { Occurrence } from '../conditions/occurrences.ts';
import type {
  CheckpointChunk,
  CheckpointDayCounts,
  CheckpointEventLists,
} from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed; a word is ten digits that hardly shrink. */
const WORD_BYTES = 4.6;
const EVENT_BYTES = 10;

function* dayCountChunks(
  subjectKind: SubjectKind,
  event: string,
  bitmap: DayCountBitmap,
  positions: Int32Array,
): Generator<CheckpointDayCounts> {
  const { from, stride } = bitmap;
  const subjects: number[] = [];
  for (let index = 0; index < positions.length; index++) {
    if ((positions[index] ?? -1) >= 0 && bitmapWords(bitmap, index).some((word) => word !== 0))
      subjects.push(index);
  }
  subjects.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  for (const rows of sliceByBytes(subjects, stride * WORD_BYTES)) {
    const words = rows.flatMap((index) => Array.from(bitmapWords(bitmap, index)));
    const subject = rows.map((index) => positions[index] ?? -1);
    yield { v: 1, part: 'days', of: subjectKind, event, from, subject, words };
  }
}

function* eventListChunks(
  subjectKind: SubjectKind,
  event: string,
  lists: ReadonlyMap<number, readonly Occurrence[]>,
  positions: Int32Array,
  users: Int32Array,
): Generator<CheckpointEventLists> {
  const rows = [...lists].flatMap(([index, list]) =>
    list.map((occurrence) => ({ ...occurrence, subject: positions[index] ?? -1 })),
  );
  rows.sort((a, b) => a.subject - b.subject || a.day - b.day);
  for (const some of sliceByBytes(rows, EVENT_BYTES)) {
    yield {
      v: 1,
      part: 'lists',
      of: subjectKind,
      event,
      subject: some.map(({ subject }) => subject),
      day: some.map(({ day }) => day),
      count: some.map(({ count }) => count),
      user: some.map(({ user }) => users[user] ?? -1),
    };
  }
}

/**
 * What conditions and steps ask for by name.
 *
 * @param positions by number in the tally: the place of the subject among those that are carried
 * @param users the same of users
 */
export function* eventHistoryChunks(
  subjectKind: SubjectKind,
  history: EventHistory,
  positions: Int32Array,
  users: Int32Array,
): Generator<CheckpointChunk> {
  for (const [event, days] of history.days)
    yield* dayCountChunks(subjectKind, event, days, positions);
  for (const [event, lists] of history.lists)
    yield* eventListChunks(subjectKind, event, lists, positions, users);
}
