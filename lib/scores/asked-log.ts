import { type AskedDays, addAsked, askedOccurrences, newAskedDays } from './asked-days.ts';
import type { AskedEvent } from './asked-events.ts';
import { listedOccurrences, NEVER, type Occurrence, type Occurrences } from './occurrences.ts';

/** What is asked for by name, of accounts or of users, by index. */
export interface AskedLog {
  /** Day number of the first day that is kept. */
  readonly oldest: number;
  readonly days: ReadonlyMap<string, AskedDays>;
  /** Of events that a step wants done by several users: by event and subject, in day order. */
  readonly lists: ReadonlyMap<string, Map<number, Occurrence[]>>;
}

/** @param oldest day numbers of the first day that may be noted, @param last and of the last one */
export function newAskedLog(
  events: ReadonlyMap<string, AskedEvent>,
  oldest: number,
  last: number,
): AskedLog {
  const days = new Map<string, AskedDays>();
  const lists = new Map<string, Map<number, Occurrence[]>>();
  for (const [event, { atLeast, byUser }] of events) {
    if (byUser) lists.set(event, new Map());
    else days.set(event, newAskedDays(atLeast, oldest, last));
  }
  return { oldest, days, lists };
}

/** Adds what happened to a subject; days come in order. */
export function noteOccurrence(
  log: AskedLog,
  event: string,
  subject: number,
  occurrence: Occurrence,
): void {
  const days = log.days.get(event);
  if (days) addAsked(days, subject, occurrence.day, occurrence.count);
  const list = log.lists.get(event);
  if (!list) return;
  const known = list.get(subject);
  if (known) known.push(occurrence);
  else list.set(subject, [occurrence]);
}

/** What happened to a subject under one name. */
export function occurrencesOf(log: AskedLog, event: string, subject: number): Occurrences {
  const days = log.days.get(event);
  if (days) return askedOccurrences(days, subject, log.oldest);
  const list = log.lists.get(event)?.get(subject);
  return list ? listedOccurrences(list.filter(({ day }) => day >= log.oldest)) : NEVER;
}
