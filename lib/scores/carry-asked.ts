import { type AskedDays, wordsOf } from './asked-days.ts';
import type { AskedLog } from './asked-log.ts';
import type { CarriedChunk, CarriedDays, CarriedLists, Side } from './carried-chunk.ts';
import { slices } from './carry-slices.ts';
import type { Occurrence } from './occurrences.ts';

/** Packed; a word is ten digits that hardly shrink. */
const WORD_BYTES = 4.6;
const LISTED_BYTES = 10;

function* dayChunks(
  of: Side,
  event: string,
  asked: AskedDays,
  places: Int32Array,
): Generator<CarriedDays> {
  const { from, stride } = asked;
  const subjects: number[] = [];
  for (let at = 0; at < places.length; at++) {
    if ((places[at] ?? -1) >= 0 && wordsOf(asked, at).some((word) => word !== 0)) subjects.push(at);
  }
  subjects.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  for (const rows of slices(subjects, stride * WORD_BYTES)) {
    const words = rows.flatMap((at) => Array.from(wordsOf(asked, at)));
    const subject = rows.map((at) => places[at] ?? -1);
    yield { v: 1, part: 'days', of, event, from, subject, words };
  }
}

function* listChunks(
  of: Side,
  event: string,
  lists: ReadonlyMap<number, readonly Occurrence[]>,
  places: Int32Array,
  users: Int32Array,
): Generator<CarriedLists> {
  const rows = [...lists].flatMap(([at, list]) =>
    list.map((occurrence) => ({ ...occurrence, subject: places[at] ?? -1 })),
  );
  rows.sort((a, b) => a.subject - b.subject || a.day - b.day);
  for (const some of slices(rows, LISTED_BYTES)) {
    yield {
      v: 1,
      part: 'lists',
      of,
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
 * @param places by number in the tally: the place of the subject among those that are carried
 * @param users the same of users
 */
export function* askedChunks(
  of: Side,
  log: AskedLog,
  places: Int32Array,
  users: Int32Array,
): Generator<CarriedChunk> {
  for (const [event, days] of log.days) yield* dayChunks(of, event, days, places);
  for (const [event, lists] of log.lists) yield* listChunks(of, event, lists, places, users);
}
