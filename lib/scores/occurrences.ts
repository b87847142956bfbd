import { growFloats, growInts } from './grow.ts';

/** When something asked for by name happened: day number, how often, and by whom (-1: nobody). */
export interface Occurrence {
  readonly day: number;
  readonly count: number;
  readonly user: number;
}

/**
 * What happened to whom under some names, as days go by: lists in columns, 20 bytes an occurrence,
 * where objects take 50. A million users make 20 million of them in two months.
 */
export interface Occurrences {
  /** By event name, then by subject: its newest occurrence + 1; 0 for none. */
  readonly newest: Map<string, Int32Array>;
  length: number;
  day: Int32Array;
  count: Float64Array;
  user: Int32Array;
  /** By occurrence: the one before it + 1; 0 for none. */
  before: Int32Array;
}

export function noOccurrences(): Occurrences {
  return {
    newest: new Map(),
    length: 0,
    day: new Int32Array(0),
    count: new Float64Array(0),
    user: new Int32Array(0),
    before: new Int32Array(0),
  };
}

/** Adds what happened to a subject; days come in order. */
export function addOccurrence(
  all: Occurrences,
  event: string,
  subject: number,
  { day, count, user }: Occurrence,
): void {
  const newest = growInts(all.newest.get(event) ?? new Int32Array(0), subject + 1);
  const at = all.length++;
  all.day = growInts(all.day, all.length);
  all.count = growFloats(all.count, all.length);
  all.user = growInts(all.user, all.length);
  all.before = growInts(all.before, all.length);
  all.day[at] = day;
  all.count[at] = count;
  all.user[at] = user;
  all.before[at] = newest[subject] ?? 0;
  newest[subject] = at + 1;
  all.newest.set(event, newest);
}

/** What happened to a subject under one name, in day order. */
export function occurrencesOf(all: Occurrences, event: string, subject: number): Occurrence[] {
  const found: Occurrence[] = [];
  let next = all.newest.get(event)?.[subject] ?? 0;
  while (next > 0) {
    const at = next - 1;
    found.push({ day: all.day[at] ?? 0, count: all.count[at] ?? 0, user: all.user[at] ?? -1 });
    next = all.before[at] ?? 0;
  }
  return found.reverse();
}
