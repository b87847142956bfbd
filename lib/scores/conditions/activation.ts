import type { Condition } from '../../model/condition.ts';
import type { Activation, ActivationStep } from '../../model/scoring-model.ts';
import type { Occurrences } from './occurrences.ts';

/** How far one user or account is. Days are day numbers. */
export interface ActivationState {
  /** Null for who was a customer before there was any data: its steps were done unseen, or not. */
  readonly progress: number | null;
  /** The day each step was done, by step; 0 for not yet. Empty where the progress is null. */
  readonly steps: readonly number[];
  /** The day of the last step, once all are done. */
  readonly activatedAt: number | null;
}

export interface ActivationFacts {
  readonly occurrences: (event: string) => Occurrences;
  /** Returns the first day, from one on, on which a condition held; 0 for none. */
  readonly firstHeld: (condition: Condition, from: number) => number;
  /** Null when unknown: then every day counts. */
  readonly created: number | null;
  /** The day of first sight. */
  readonly first: number;
  /** The first day of any data. */
  readonly firstData: number;
}

const UNSEEN: ActivationState = { progress: null, steps: [], activatedAt: null };

/** Returns whether a step was done after its time was over; never where no creation is known to count from. */
export function isLate({ within }: Activation, created: number | null, day: number): boolean {
  return within !== undefined && created !== null && day > created + within;
}

/** Whoever was a customer for a year when the data began did its steps unseen, or never will. */
function wasOverBefore({ within = 0 }: Activation, { created, firstData }: ActivationFacts) {
  return created !== null && created + within < firstData;
}

function dayDone(
  step: ActivationStep,
  { occurrences, firstHeld, created, first }: ActivationFacts,
) {
  const { event, when, atLeast = 1, distinctUsers = 0 } = step;
  const end = Number.MAX_SAFE_INTEGER;
  if (event !== undefined) {
    return occurrences(event).dayReached(created ?? 0, end, atLeast, distinctUsers);
  }
  return when ? firstHeld(when, created ?? first) : 0;
}

/**
 * # Activation
 *
 * How far a new user or account is: unordered steps, each an event that happened often enough (by
 * enough different users) or a condition that was true, from creation on. A step that is done stays
 * done, and with the last one the subject is activated. A step counts whenever it is done; after the
 * model's number of days it is late, which only the rate of activation asks about. Of whom the time
 * was over before the first day of data nothing can be said.
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
  if (wasOverBefore(activation, facts)) return UNSEEN;
  const steps = activation.steps.map((step) => dayDone(step, facts));
  const done = steps.filter((day) => day > 0);
  const isActivated = steps.length > 0 && done.length === steps.length;
  return {
    progress: steps.length === 0 ? 0 : done.length / steps.length,
    steps,
    activatedAt: isActivated ? Math.max(...done) : null,
  };
}
