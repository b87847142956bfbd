import type { Profile } from '../../events/profile.ts';
import type {
  Condition,
  DerivedCondition,
  EventCondition,
  Metric,
  MetricCondition,
  TraitCondition,
  TraitValue,
} from '../../model/condition.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { Occurrences } from './occurrences.ts';
import { traitOn } from './profiles.ts';

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

const NUMBER_IN_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Text that is a number is that number: forms, tables and many clients send all values as text. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !NUMBER_IN_TEXT.test(value.trim())) return undefined;
  return Number(value);
}

function inRange(value: unknown, range: { readonly atLeast?: number; readonly atMost?: number }) {
  const number = numberOf(value);
  if (number === undefined) return false;
  return number >= (range.atLeast ?? number) && number <= (range.atMost ?? number);
}

/** Where a condition names a number, text counts as one; where it names text, only that text will do. */
function isSame(value: TraitValue, wanted: TraitValue): boolean {
  return value === wanted || (typeof wanted === 'number' && numberOf(value) === wanted);
}

/** The tests of a value that is there; those that a condition does not name hold. */
function valueHolds(condition: TraitCondition, value: TraitValue): boolean {
  const { equals, notEquals, in: oneOf, notIn, atLeast, atMost } = condition;
  const isAny = (values: readonly TraitValue[]) => values.some((wanted) => isSame(value, wanted));
  if (equals !== undefined && !isSame(value, equals)) return false;
  if (notEquals !== undefined && isSame(value, notEquals)) return false;
  if (oneOf && !isAny(oneOf)) return false;
  if (notIn && isAny(notIn)) return false;
  return (atLeast === undefined && atMost === undefined) || inRange(value, condition);
}

/** Returns whether all tests of a condition hold for a value. */
export function traitHolds(condition: TraitCondition, value: TraitValue | undefined): boolean {
  const exists = value !== undefined && value !== null;
  if (condition.exists !== undefined && condition.exists !== exists) return false;
  if (value === undefined) return condition.exists === false;
  return valueHolds(condition, value);
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
 * All tests of one condition hold together. A missing trait satisfies only `exists: false`, and one
 * that is null that and what names null or excludes other values. Limits hold for numbers and for text
 * that is one, both ends included. `all` of nothing is true, `any` of nothing is not.
 * Cost: O(leaves).
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
  metric(metric: Metric, day: Day): number | null;
  inSegment(id: string, day: Day): boolean;
  /** Returns what a segment of the model's own asks for; undefined for one that is built in. */
  segmentCondition?(id: string): Condition | undefined;
  /**
   * Returns the day numbers on which what a metric or a built-in segment says may have changed;
   * undefined for what follows from scores, of which only the day itself is known.
   */
  changeDays?(leaf: DerivedCondition, upTo: Day): readonly number[] | undefined;
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
    metric: (metric) => subject.metric(metric, day),
    inSegment: (id) => subject.inSegment(id, day),
  };
}
