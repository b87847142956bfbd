import type {
  Condition,
  EventCondition,
  Metric,
  MetricCondition,
  TraitCondition,
  TraitValue,
} from '../../model/condition.ts';

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

function inRange(
  value: unknown,
  range: { readonly atLeast?: number; readonly atMost?: number },
): boolean {
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
