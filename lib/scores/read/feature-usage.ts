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

/**
 * Returns the next adoption step of a user or an account: of the key features it never used the one
 * that most of the accounts scoring 75 or more use; of those it used before when it knows them all.
 * Null when all are in use, or no such account uses any of the rest.
 */
export function nextAdoptionStep(snapshot: SnapshotWindow, { sinceLast }: FeatureAges) {
  const { scores, model, window } = snapshot;
  const columns = scores.features.windows[window];
  const days = scores.windows[window]?.window ?? 1;
  const steps = keyFeaturesOf(model).map(({ id, label }, feature) => ({
    id,
    label,
    usedBy: columns?.engaged[feature] ?? 0,
    of: columns?.engagedAccounts ?? 0,
    since: sinceLast[feature] ?? -1,
  }));
  const unused = steps.filter(({ since }) => since < 0);
  const open = unused.length > 0 ? unused : steps.filter(({ since }) => since >= days);
  const best = open.sort((a, b) => b.usedBy - a.usedBy)[0];
  if (!best || best.usedBy === 0) return null;
  const { since, ...step } = best;
  // It lapsed when it was used before, but not in the window.
  return { ...step, lapsed: since >= 0 };
}
