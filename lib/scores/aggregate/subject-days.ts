import { growInts, setMaxAt, setMinAt } from '../columns/grow-column.ts';
import type { AggregatePlan } from './aggregate-plan.ts';

/**
 * First day and last active day of one kind of subject, by its number, as day numbers; 0 for never.
 * The columns are longer than there are subjects.
 */
export interface SubjectDays {
  first: Int32Array;
  lastActive: Int32Array;
  /** By subject x features + feature: the last day it was used. */
  featureUsed: Int32Array;
  /** By subject x features + feature: the first day. Empty for users: no page shows it. */
  featureFirst: Int32Array;
}

export const createSubjectDays = (): SubjectDays => ({
  first: new Int32Array(0),
  lastActive: new Int32Array(0),
  featureUsed: new Int32Array(0),
  featureFirst: new Int32Array(0),
});

/** Makes room for more subjects, and for each of their features. */
export function growDayColumns(days: SubjectDays, subjects: number, features: number): void {
  days.first = growInts(days.first, subjects);
  days.lastActive = growInts(days.lastActive, subjects);
  days.featureUsed = growInts(days.featureUsed, subjects * features);
}

export function recordFeatureUse(days: SubjectDays, index: number, first: number, last: number) {
  setMaxAt(days.featureUsed, index, last);
  if (days.featureFirst.length > 0) setMinAt(days.featureFirst, index, first);
}

/** Counts the key features that a subject used from a day on; from day number 1 that is ever. */
export function countFeaturesUsed(
  days: SubjectDays,
  subject: number,
  plan: Pick<AggregatePlan, 'features' | 'keyFeatures'>,
  from: number,
): number {
  let used = 0;
  for (let feature = 0; feature < plan.keyFeatures; feature++) {
    if ((days.featureUsed[subject * plan.features.length + feature] ?? 0) >= from) used++;
  }
  return used;
}
