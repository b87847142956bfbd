import type { Profile } from '../../events/profile.ts';
import type {
  Condition,
  EventCondition,
  Metric,
  MetricCondition,
  TraitCondition,
  TraitValue,
} from '../../model/condition.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { Occurrences } from './occurrences.ts';
import { traitChangeDays, traitOn } from './profiles.ts';

/** What conditions are about: one user or account on a day. */
export interface SubjectFacts {
  /** Undefined when the subject has no such trait. */
  trait(name: string): TraitValue | undefined;
  /** Returns how often it happened, in the last `days` days or in all that are kept. */
  eventCount(event: string, days?: number): number;
  /** Null where there is nothing to measure. */
  metric(metric: Metric): number | null;
  inSegment(id: string): boolean;
}

function inRange(value: unknown, range: { readonly atLeast?: number; readonly atMost?: number }) {
  if (typeof value !== 'number') return false;
  return value >= (range.atLeast ?? value) && value <= (range.atMost ?? value);
}

function traitHolds(condition: TraitCondition, value: TraitValue | undefined): boolean {
  const exists = value !== undefined && value !== null;
  if (condition.exists !== undefined) return condition.exists === exists;
  if (value === undefined) return false;
  if (condition.equals !== undefined) return value === condition.equals;
  if (condition.notEquals !== undefined) return value !== condition.notEquals;
  if (condition.in) return condition.in.includes(value);
  if (condition.notIn) return !condition.notIn.includes(value);
  return inRange(value, condition);
}

function leafHolds(
  condition: TraitCondition | EventCondition | MetricCondition,
  facts: SubjectFacts,
): boolean {
  if ('trait' in condition) return traitHolds(condition, facts.trait(condition.trait));
  if ('event' in condition) {
    return facts.eventCount(condition.event, condition.days) >= (condition.atLeast ?? 1);
  }
  return inRange(facts.metric(condition.metric), condition);
}

/**
 * Returns whether a condition is true.
 *
 * A missing trait satisfies only `exists: false`, and one that is null only what names null or
 * excludes other values. Limits hold for numbers alone, both ends included. `all` of nothing is
 * true, `any` of nothing is not. Cost: O(leaves).
 */
export function conditionHolds(condition: Condition, facts: SubjectFacts): boolean {
  if ('all' in condition) return condition.all.every((inner) => conditionHolds(inner, facts));
  if ('any' in condition) return condition.any.some((inner) => conditionHolds(inner, facts));
  if ('not' in condition) return !conditionHolds(condition.not, facts);
  if ('segment' in condition) return facts.inSegment(condition.segment);
  return leafHolds(condition, facts);
}

/** Where the facts about one subject come from. */
export interface Subject {
  /** Its own profile first; of a user those of its accounts follow. */
  readonly profiles: readonly (Profile | undefined)[];
  occurrences(event: string): Occurrences;
  metric(metric: Metric): number | null;
  inSegment(id: string): boolean;
}

function firstDayOf(to: number, days: number | undefined): number {
  return days === undefined ? 0 : to - days + 1;
}

/** Returns what conditions ask about a subject, as it was on a day. */
export function factsOn(subject: Subject, day: Day): SubjectFacts {
  return {
    trait(name): TraitValue | undefined {
      for (const profile of subject.profiles) {
        const value = traitOn(profile, name, day);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    eventCount(event, days) {
      const to = dayNumber(day);
      return subject.occurrences(event).countIn(firstDayOf(to, days), to);
    },
    metric: (metric) => subject.metric(metric),
    inSegment: (id) => subject.inSegment(id),
  };
}

/**
 * Returns the day number from which a condition has held without a break up to a day; 0 when it
 * does not hold then. One about an event holds from its last occurrence; others are followed back
 * over the days on which traits changed. Cost: O(changes x leaves).
 */
export function heldSince(condition: Condition, subject: Subject, day: Day): number {
  if (!conditionHolds(condition, factsOn(subject, day))) return 0;
  if ('event' in condition) {
    return subject.occurrences(condition.event).lastUpTo(dayNumber(day));
  }
  const days = subject.profiles.flatMap((profile) => traitChangeDays(profile, day));
  let since = 0;
  for (const change of [...new Set(days)].sort().reverse()) {
    if (!conditionHolds(condition, factsOn(subject, change))) break;
    since = dayNumber(change);
  }
  return since === 0 ? dayNumber(day) : since;
}
