import type { SubjectKind } from '../../model/subject-kind.ts';
import { listAt } from '../columns/list-column.ts';
import { dayAt, numberAt } from '../columns/nullable-column.ts';
import { keyFeaturesOf } from '../conditions/features.ts';
import type { FeatureAges } from './feature-usage.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** Fewer of the best accounts than these are no pattern to follow. */
const MIN_USED_BY = 5;

/** What somebody should do next. */
export type NextStep =
  | { readonly kind: 'activation'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'feature';
      readonly id: string;
      readonly label: string;
      /** How many of the best accounts use it, and how many these are. */
      readonly usedBy: number;
      readonly of: number;
      /** Whether it was used before, but not in the window. */
      readonly lapsed: boolean;
    };

/** Returns the first activation step that is open; undefined where none is. */
function activationStep({ model, scores }: SnapshotWindow, kind: SubjectKind, row: number) {
  const { progress, activatedAt, steps } = scores[`${kind}s`];
  if (numberAt(progress, row) === null || dayAt(activatedAt, row) !== null) return undefined;
  const days = listAt(steps, row);
  const open = model.activation?.[kind]?.steps.find((_, i) => (days[i] ?? 0) === 0);
  return open && ({ kind: 'activation', id: open.id, label: open.label ?? open.id } as const);
}

/**
 * Returns of the key features that were never used the one that most of the best accounts use; of those
 * that lapsed when all are known. Undefined when too few of the best use any of them.
 */
function featureStep({ scores, model, window }: SnapshotWindow, { sinceLast }: FeatureAges) {
  const columns = scores.features.windows[window];
  const days = scores.windows[window]?.window ?? 1;
  const all = keyFeaturesOf(model).map(({ id, label }, feature) => ({
    id,
    label,
    usedBy: columns?.engaged[feature] ?? 0,
    of: columns?.engagedAccounts ?? 0,
    since: sinceLast[feature] ?? -1,
  }));
  const unused = all.filter(({ since }) => since < 0);
  const open = unused.length > 0 ? unused : all.filter(({ since }) => since >= days);
  const best = open.sort((a, b) => b.usedBy - a.usedBy)[0];
  if (!best || best.usedBy < MIN_USED_BY) return undefined;
  const { since, ...step } = best;
  return { kind: 'feature', ...step, lapsed: since >= 0 } as const;
}

/**
 * Returns the next step of a user or an account, and why there is none. Whoever is silent is to be won
 * back before anything else; whoever is not activated lacks a step of that; all others can adopt what
 * the best accounts use.
 */
export function nextStep(
  snapshot: SnapshotWindow,
  {
    kind,
    row,
    used,
  }: { readonly kind: SubjectKind; readonly row: number; readonly used: FeatureAges },
): { readonly nextStep: NextStep | null; readonly nextStepNote?: string } {
  const columns = snapshot.scores[`${kind}s`].windows[snapshot.window];
  if ((columns?.activeDays[row] ?? 0) === 0) {
    return { nextStep: null, nextStepNote: 'silent: win back first' };
  }
  return { nextStep: activationStep(snapshot, kind, row) ?? featureStep(snapshot, used) ?? null };
}
