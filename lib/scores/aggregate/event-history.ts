import {
  NO_OCCURRENCES,
  type Occurrence,
  type Occurrences,
  occurrencesFromList,
} from '../conditions/occurrences.ts';
import type { RequiredEvent } from '../conditions/required-events.ts';
import {
  addCount,
  bitmapOccurrences,
  createDayCountBitmap,
  type DayCountBitmap,
} from './day-count-bitmap.ts';

/** The events that conditions and steps need by name, of accounts or of users, by number. */
export interface EventHistory {
  /** Day number of the first day that is kept. */
  readonly oldest: number;
  readonly days: ReadonlyMap<string, DayCountBitmap>;
  /** Of events of which more than the days matters: by event and subject, in day order. */
  readonly lists: ReadonlyMap<string, Map<number, Occurrence[]>>;
  /** Those of them of which it matters who it was; of others a day is one occurrence. */
  readonly byUser: ReadonlySet<string>;
}

/** @param oldest the first day that may be recorded, as a day number; `last` is the last one */
export function createEventHistory(
  events: ReadonlyMap<string, RequiredEvent>,
  oldest: number,
  last: number,
): EventHistory {
  const days = new Map<string, DayCountBitmap>();
  const lists = new Map<string, Map<number, Occurrence[]>>();
  const namesUsers = new Set<string>();
  for (const [event, { atLeast, byUser, byInstant }] of events) {
    if (byUser) namesUsers.add(event);
    if (byUser || byInstant) lists.set(event, new Map());
    else days.set(event, createDayCountBitmap(atLeast, oldest, last));
  }
  return { oldest, days, lists, byUser: namesUsers };
}

/** The same event on the same day, whoever it was. */
function together(a: Occurrence, b: Occurrence): Occurrence {
  const last = Math.max(a.last ?? 0, b.last ?? 0);
  return { day: a.day, count: a.count + b.count, user: -1, last };
}

/** Adds what happened to a subject; days come in order. */
export function recordOccurrence(
  history: EventHistory,
  event: string,
  subject: number,
  occurrence: Occurrence,
): void {
  const days = history.days.get(event);
  if (days) addCount(days, subject, occurrence.day, occurrence.count);
  const list = history.lists.get(event);
  if (!list) return;
  const known = list.get(subject);
  const before = known?.at(-1);
  if (!known) list.set(subject, [occurrence]);
  else if (history.byUser.has(event) || before?.day !== occurrence.day) known.push(occurrence);
  else known.splice(-1, 1, together(before, occurrence));
}

export function occurrencesOf(history: EventHistory, event: string, subject: number): Occurrences {
  const days = history.days.get(event);
  if (days) return bitmapOccurrences(days, subject, history.oldest);
  const list = history.lists.get(event)?.get(subject);
  return list
    ? occurrencesFromList(list.filter(({ day }) => day >= history.oldest))
    : NO_OCCURRENCES;
}
