import type { Day } from '../../model/day.ts';
import type { LifecycleState, ScoringModel } from '../../model/scoring-model.ts';
import { heldSince, type Subject } from './condition-holds.ts';

/** The states in the order of an account's life. */
export const LIFECYCLE_STATES = [
  'trial',
  'paid',
  'cancelled',
] as const satisfies readonly LifecycleState[];

/** The state of an account with its vendor, as the model's `lifecycle` reads it. */
export type Lifecycle = LifecycleState | 'unknown';

export interface LifecycleEntry {
  readonly state: Lifecycle;
  /** Day number from which the state has held; 0 for `unknown`. */
  readonly since: number;
}

const UNKNOWN: LifecycleEntry = { state: 'unknown', since: 0 };

/**
 * Returns the state of an account on a day: of those that hold the one entered last, and of those
 * entered on the same day the one that comes later in an account's life.
 */
export function lifecycleEntryOn(lifecycle: ScoringModel['lifecycle'], subject: Subject, day: Day) {
  return LIFECYCLE_STATES.reduce((latest, state) => {
    const condition = lifecycle?.[state];
    const since = condition ? heldSince(condition, subject, day) : 0;
    return since > 0 && since >= latest.since ? { state, since } : latest;
  }, UNKNOWN);
}
