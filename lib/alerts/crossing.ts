import type { Day } from '../model/day.ts';
import { daysBetween } from '../model/day.ts';
import type { RuleState } from './alert.ts';

/** How a rule's value stands on a closed day. */
export interface Reading {
  /** Past the threshold. */
  readonly beyond: boolean;
  /** Far enough back for the rule to fire again. */
  readonly clear: boolean;
  /** The first evaluation of this subject, rule or model version: it only takes note. */
  readonly baseline: boolean;
}

export type Memory = Pick<RuleState, 'state' | 'day' | 'lastFiredDay'>;

/** What to remember, and whether the rule fires now. */
export interface Outcome {
  readonly memory: Memory;
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
export function step(
  memory: Memory | undefined,
  reading: Reading,
  day: Day,
  cooldownDays: number,
): Outcome | undefined {
  if (memory && day <= memory.day) return undefined;
  const fired = memory?.state === 'fired';
  if (fired && reading.clear) {
    return { memory: { ...memory, state: 'armed', day }, fires: false };
  }
  if (fired || !reading.beyond) return undefined;
  const last = memory?.lastFiredDay;
  const cooling = last !== undefined && daysBetween(last, day) < cooldownDays;
  const fires = !reading.baseline && !cooling;
  const lastFiredDay = fires ? day : last;
  return {
    memory: { state: 'fired', day, ...(lastFiredDay === undefined ? {} : { lastFiredDay }) },
    fires,
  };
}
