import type { Day } from '../../model/day.ts';
import type { LifecycleState, ScoringModel } from '../../model/scoring-model.ts';
import type { Lifecycle } from './lifecycle-state.ts';
import { heldSince, type Subject } from './subject-facts.ts';

/** Of states entered on the same day the later one in an account's life wins. */
const STATES_IN_ORDER: readonly LifecycleState[] = ['trial', 'paid', 'cancelled'];

/** Where an account is in its life: of the states that hold, the one entered last. */
export function lifecycleOf(
  lifecycle: ScoringModel['lifecycle'],
  subject: Subject,
  day: Day,
): Lifecycle {
  let state: Lifecycle = 'unknown';
  let entered = 0;
  for (const candidate of STATES_IN_ORDER) {
    const condition = lifecycle?.[candidate];
    const since = condition ? heldSince(condition, subject, day) : 0;
    if (since > 0 && since >= entered) {
      state = candidate;
      entered = since;
    }
  }
  return state;
}
