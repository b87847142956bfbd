import { type Day, MS_PER_DAY } from '../../model/day.ts';
import type { LifecycleState, ScoringModel } from '../../model/scoring-model.ts';
import type { Subject } from './condition-holds.ts';
import { enteredAt } from './held-since.ts';

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
  /** Day number on which it was entered; 0 for `unknown`, and for one that was never another. */
  readonly since: number;
}

const UNKNOWN: LifecycleEntry = { state: 'unknown', since: 0 };

/**
 * Returns the state of an account on a day: of those that hold the one entered last, and of those
 * entered at the same instant the one that comes later in an account's life.
 */
export function lifecycleEntryOn(
  lifecycle: ScoringModel['lifecycle'],
  subject: Subject,
  day: Day,
): LifecycleEntry {
  let latest = UNKNOWN;
  let latestAt = 0;
  for (const state of LIFECYCLE_STATES) {
    const condition = lifecycle?.[state];
    const at = condition && enteredAt(condition, subject, day);
    if (at === undefined || at < latestAt) continue;
    latest = { state, since: Math.floor(at / MS_PER_DAY) };
    latestAt = at;
  }
  return latest;
}
