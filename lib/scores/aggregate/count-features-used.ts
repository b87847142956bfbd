import type { AggregatePlan } from './aggregate-plan.ts';
import type { SubjectDays } from './subject-days.ts';

/** How many key features a subject used from a day on; from day number 1: ever. */
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
