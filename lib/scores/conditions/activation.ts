import type { Condition } from '../../model/condition.ts';
import type { Activation } from '../../model/scoring-model.ts';
import type { Occurrences } from './occurrences.ts';

/** How far one subject is. Days are day numbers. */
export interface ActivationState {
  /** Share of the steps done, 0 to 1. */
  readonly progress: number;
  /** By step: the day it was done, 0 for not yet. */
  readonly steps: readonly number[];
  /** The day of the last step, once all are done. */
  readonly activatedAt: number | null;
}

export interface ActivationFacts {
  readonly occurrences: (event: string) => Occurrences;
  /** The day from which a condition has been true without a break; 0 when it is not. */
  readonly trueSince: (condition: Condition) => number;
  /** Null when unknown: then every day counts and no time limit runs. */
  readonly created: number | null;
}

/** The days in which a step counts: from creation on, as long as the model gives. */
function stepPeriod(activation: Activation, created: number | null): { from: number; to: number } {
  const from = created ?? 0;
  const within = created === null ? undefined : activation.within;
  return { from, to: within === undefined ? Number.MAX_SAFE_INTEGER : from + within };
}

/**
 * # Activation
 *
 * Unordered steps, each an event that happened often enough (by enough different users) or a
 * condition that is true, within so many days of creation. Three of four steps make a progress of
 * 0.75; with the last one the subject is activated, and stays so.
 *
 * One invite of the two that `atLeast: 2` asks for leaves the step open.
 *
 * Cost: O(steps x days).
 */
export function activationOf(activation: Activation, facts: ActivationFacts): ActivationState {
  const { from, to } = stepPeriod(activation, facts.created);
  const steps = activation.steps.map((step) => {
    if (step.event !== undefined) {
      const { atLeast = 1, distinctUsers = 0 } = step;
      return facts.occurrences(step.event).dayReached(from, to, atLeast, distinctUsers);
    }
    const since = step.when ? facts.trueSince(step.when) : 0;
    return since > to ? 0 : since;
  });
  const done = steps.filter((day) => day > 0);
  const all = steps.length > 0 && done.length === steps.length;
  return {
    progress: steps.length === 0 ? 0 : done.length / steps.length,
    steps,
    activatedAt: all ? Math.max(...done) : null,
  };
}
