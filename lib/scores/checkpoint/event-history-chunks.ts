import type { SubjectKind } from '../../model/subject-kind.ts';
import { bitmapWords, type DayCountBitmap } from '../aggregate/day-count-bitmap.ts';
import type { EventHistory } from '../aggregate/event-history.ts';
import type { Occurrence } from '../conditions/occurrences.ts';
import type {
  CheckpointChunk,
  CheckpointDayCounts,
  CheckpointEventLists,
  Positions,
} from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed; a word is ten digits that hardly shrink. */
const WORD_BYTES = 4.6;
const EVENT_BYTES = 10;

type DayRows = Pick<CheckpointDayCounts, 'from' | 'subject' | 'words'>;
type ListRows = Pick<CheckpointEventLists, 'subject' | 'day' | 'count' | 'user'>;

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
    };
  }
}

/** The events of one kind of subject that conditions and steps need by name. */
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
