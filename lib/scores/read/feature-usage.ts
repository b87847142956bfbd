import { dayNumber } from '../../model/day.ts';
import { keyFeaturesOf } from '../conditions/features.ts';
import { dayOrNull, type SnapshotWindow } from './snapshot-window.ts';

/** By key feature: days from its first and its last use to the day of the scores, -1 for never. */
export interface FeatureAges {
  readonly sinceFirst: readonly number[];
  readonly sinceLast: readonly number[];
}

/** Returns for each key feature whether a subject used it in the window, and since when at all. */
export function featureUsage({ scores, model, window }: SnapshotWindow, of: FeatureAges) {
  const today = dayNumber(scores.asOf);
  const days = scores.windows[window]?.window ?? 1;
  return keyFeaturesOf(model).map(({ id, label }, feature) => {
    const first = of.sinceFirst[feature] ?? -1;
    const last = of.sinceLast[feature] ?? -1;
    return {
      id,
      label,
      used: last >= 0 && last < days,
      firstDay: first < 0 ? null : dayOrNull(today - first),
      lastDay: last < 0 ? null : dayOrNull(today - last),
    };
  });
}
