import type { Condition, EventCondition, TraitCondition } from '../../model/condition.ts';
import { type Day, dayFromNumber, dayNumber, MS_PER_DAY } from '../../model/day.ts';
import { conditionHolds, factsOn, type Subject, traitHolds } from './condition-holds.ts';
import { traitOn, traitValues } from './profiles.ts';

/** The days around the occurrences of an event on which it begins or ceases to have happened often enough. */
function eventChangeDays(
  { event, atLeast = 1, days }: EventCondition,
  subject: Subject,
  to: number,
) {
  const occurrences = subject.occurrences(event);
  if (days === undefined) return [occurrences.dayReached(0, to, atLeast, 0)];
  return occurrences.daysUpTo(to).flatMap((day) => [day, day + days]);
}

/** Returns all day numbers up to a day on which a condition may begin or cease to hold, in any order. */
export function changeDays(condition: Condition, subject: Subject, upTo: Day): readonly number[] {
  const inner = (one: Condition) => changeDays(one, subject, upTo);
  if ('all' in condition) return condition.all.flatMap(inner);
  if ('any' in condition) return condition.any.flatMap(inner);
  if ('not' in condition) return inner(condition.not);
  if ('event' in condition) return eventChangeDays(condition, subject, dayNumber(upTo));
  if ('trait' in condition) {
    return subject.profiles.flatMap((profile) =>
      traitValues(profile, condition.trait).map(({ day }) => dayNumber(day)),
    );
  }
  const own = 'segment' in condition && subject.segmentCondition?.(condition.segment);
  // Of what follows from scores only the day itself is known.
  return own ? inner(own) : (subject.changeDays?.(condition, upTo) ?? [dayNumber(upTo)]);
}

/** The change days of a condition up to a day, each once, in order. */
function orderedChangeDays(condition: Condition, subject: Subject, upTo: Day): readonly number[] {
  const to = dayNumber(upTo);
  const days = changeDays(condition, subject, upTo).filter((day) => day > 0 && day <= to);
  return [...new Set(days)].sort((a, b) => a - b);
}

function holdsOn(condition: Condition, subject: Subject, day: number): boolean {
  return conditionHolds(condition, factsOn(subject, dayFromNumber(day)));
}

/** Returns the day number on which the last unbroken run of a condition began; 0 where it began with nothing. */
function runStart(condition: Condition, subject: Subject, day: Day): number {
  const changes = orderedChangeDays(condition, subject, day);
  let start = 0;
  for (const change of changes.toReversed()) {
    if (!holdsOn(condition, subject, change)) return start;
    start = change;
  }
  return start > 0 && !holdsOn(condition, subject, start - 1) ? start : 0;
}

/**
 * Returns the day number from which a condition has held without a break up to a day; 0 when it does not
 * hold then. A condition changes on few days: those on which a trait that it names was set, on which an
 * event happened or falls out of the days looked back, and so on for every leaf.
 * Cost: O(change days x leaves).
 *
 * @param first the day number of the subject's first sight: since then held what never began to
 */
export function heldSince(condition: Condition, subject: Subject, day: Day, first: number): number {
  if (!holdsOn(condition, subject, dayNumber(day))) return 0;
  return runStart(condition, subject, day) || first || dayNumber(day);
}

/**
 * Returns the first day number, of those from `from` to a day, on which a condition held; 0 when on none.
 * Whether it has ceased to hold since does not matter. Cost: O(change days x leaves).
 */
export function firstHeld(condition: Condition, subject: Subject, from: number, day: Day): number {
  const later = orderedChangeDays(condition, subject, day).filter((change) => change > from);
  return [from, ...later].find((each) => holdsOn(condition, subject, each)) ?? 0;
}

const startOf = (day: number): number => day * MS_PER_DAY;

/** Returns the epoch milliseconds of the change that began the unbroken run of what a trait says; 0 for none. */
function traitEntry(condition: TraitCondition, subject: Subject, day: Day): number {
  const profile = subject.profiles.find(
    (each) => traitOn(each, condition.trait, day) !== undefined,
  );
  const values = traitValues(profile, condition.trait).filter((value) => value.day <= day);
  const before = values.findLastIndex(({ value }) => !traitHolds(condition, value));
  const first = values[before + 1];
  // What held before the trait was there at all began with nothing.
  if (!first || (before < 0 && traitHolds(condition, undefined))) return 0;
  return Math.max(first.at, startOf(dayNumber(first.day)));
}

/** A leaf, and whether it is its contrary that is asked for. */
function leafEntry(leaf: Condition, isNegated: boolean, subject: Subject, day: Day): number {
  const whole: Condition = isNegated ? { not: leaf } : leaf;
  if ('trait' in leaf && !isNegated) return traitEntry(leaf, subject, day);
  if ('event' in leaf && !isNegated) {
    return subject.occurrences(leaf.event).lastInstantUpTo(dayNumber(day));
  }
  const isDerived = 'metric' in leaf || 'segment' in leaf;
  if (isDerived && subject.changeDays?.(leaf, day) === undefined) return startOf(dayNumber(day));
  return startOf(runStart(whole, subject, day));
}

/**
 * Returns the epoch milliseconds of the latest fact that makes a condition hold at the end of a day:
 * an event each time it happens again, a trait when its value began to hold, time when it ran out.
 * 0 for what has held from the first day on, undefined for what does not hold. Of several conditions
 * the latest counts that holds: whoever cancelled on the 10th has cancelled after the plan that was
 * set on the 8th, whatever else has been true for longer.
 */
export function enteredAt(
  condition: Condition,
  subject: Subject,
  day: Day,
  isNegated = false,
): number | undefined {
  if ('not' in condition) return enteredAt(condition.not, subject, day, !isNegated);
  if (conditionHolds(condition, factsOn(subject, day)) === isNegated) return undefined;
  const all = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (all) return Math.max(0, ...all.map((one) => enteredAt(one, subject, day, isNegated) ?? 0));
  const own = 'segment' in condition && subject.segmentCondition?.(condition.segment);
  if (own) return enteredAt(own, subject, day, isNegated);
  return leafEntry(condition, isNegated, subject, day);
}
