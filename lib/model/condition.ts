/** A value of a trait: what JSON can say without nesting. */
export type TraitValue = string | number | boolean | null;

export type Metric =
  | 'score'
  | 'change'
  | 'adoption'
  | 'activation'
  | 'frequency'
  | 'tenureDays'
  | 'daysSinceActive'
  | 'activeUsers';

export interface TraitCondition {
  readonly trait: string;
  readonly equals?: TraitValue;
  readonly notEquals?: TraitValue;
  readonly in?: readonly TraitValue[];
  readonly notIn?: readonly TraitValue[];
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly exists?: boolean;
}

export interface EventCondition {
  readonly event: string;
  /** How often, at least. @default 1 */
  readonly atLeast?: number;
  /** In how many days that end on the day asked about. @default all that are kept */
  readonly days?: number;
}

export interface MetricCondition {
  readonly metric: Metric;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface SegmentCondition {
  readonly segment: string;
}

/** What follows from traits, events and scores together. */
export type DerivedCondition = MetricCondition | SegmentCondition;

/** Something that is true of a user or an account on a day, or not. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | TraitCondition
  | EventCondition
  | DerivedCondition;

/** The conditions directly inside one, for walking the tree; a leaf has none. */
export function innerConditions(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  return [];
}
