import type { Day } from '../../model/day.ts';
import { daysBetween } from '../../model/day.ts';
import type { RuleState } from '../alert.ts';

/** How a rule's value stands on a closed day. */
export interface EvaluationInput {
  /** Past the threshold. */
  readonly breached: boolean;
  /** Far enough back for the rule to fire again. */
  readonly cleared: boolean;
  /** The first evaluation of this subject, rule or model version: it only takes note. */
  readonly baseline: boolean;
}

export type FiringState = Pick<RuleState, 'state' | 'day' | 'lastFiredDay'>;

/** What to remember, and whether the rule fires now. */
export interface StateUpdate {
  readonly firingState: FiringState;
  readonly fires: boolean;
}

/**
 * One step of a rule's state machine for one subject and one closed day.
 *
 * Armed, it fires when the value is past the threshold; then it waits until the value is clear,
 * however long and however it wavers in between. A cool-down swallows the alert but not the state.
 * A day at or before the last one evaluated changes nothing.
 *
 * @returns undefined when there is nothing to write
 */
export function nextState(
  firingState: FiringState | undefined,
  input: EvaluationInput,
  day: Day,
  cooldownDays: number,
): StateUpdate | undefined {
  if (firingState && day <= firingState.day) return undefined;
  const fired = firingState?.state === 'fired';
  if (fired && input.cleared) {
    return { firingState: { ...firingState, state: 'armed', day }, fires: false };
  }
  if (fired || !input.breached) return undefined;
  const lastFired = firingState?.lastFiredDay;
  const isCoolingDown = lastFired !== undefined && daysBetween(lastFired, day) < cooldownDays;
  const fires = !input.baseline && !isCoolingDown;
  const lastFiredDay = fires ? day : lastFired;
  return {
    firingState: { state: 'fired', day, ...(lastFiredDay === undefined ? {} : { lastFiredDay }) },
    fires,
  };
}
