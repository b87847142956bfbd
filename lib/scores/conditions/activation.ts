import type { Condition } from '../../model/condition.ts';
import type { Activation } from '../../model/scoring-model.ts';
import type { Occurrences } from './occurrences.ts';

/** How far one user or account is. Days are day numbers. */
export interface ActivationState {
  readonly progress: number;
  /** The day each step was done, by step; 0 for not yet. */
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

/** Returns the days in which a step counts: from creation on, for as long as the model gives. */
function stepPeriod(activation: Activation, created: number | null): { from: number; to: number } {
  const from = created ?? 0;
  const within = created === null ? undefined : activation.within;
  return { from, to: within === undefined ? Number.MAX_SAFE_INTEGER : from + within };
}

/**
 * # Activation
 *
 * How far a new user or account is: unordered steps, each an event that happened often enough (by
 * enough different users) or a condition that is true, within the model's number of days since
 * creation. With the last step the subject is activated, and stays so.
 *
 * Source: the activation checklist of Sherlock's articles, whose criteria carry minimum counts.
 *
 *     progress = steps done / steps
 *
 * Example: three of four steps make 0.75; one invite of the two that `atLeast: 2` requires leaves
 * the step open.
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
