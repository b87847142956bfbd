import type { SubjectDays } from './subject-days.ts';
import type { TallyPlan } from './tally-plan.ts';

/** How many key features a subject used from a day on; from day number 1: ever. */
export function featuresUsed(
  days: SubjectDays,
  at: number,
  plan: Pick<TallyPlan, 'features' | 'keyFeatures'>,
  from: number,
): number {
  let used = 0;
  for (let feature = 0; feature < plan.keyFeatures; feature++) {
    if ((days.featureUsed[at * plan.features.length + feature] ?? 0) >= from) used++;
  }
  return used;
}
