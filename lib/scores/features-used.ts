import type { SubjectDays } from './tally.ts';

/** How many key features a subject used from a day on; from day number 1: ever. */
export function featuresUsed(days: SubjectDays, at: number, features: number, from: number) {
  let used = 0;
  for (let feature = 0; feature < features; feature++) {
    if ((days.featureUsed[at * features + feature] ?? 0) >= from) used++;
  }
  return used;
}
