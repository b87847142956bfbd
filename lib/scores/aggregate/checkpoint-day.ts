import { type Day, dayNumber } from '../../model/day.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { REFERENCE_WEEKS } from '../formulas/suspect-events.ts';
import { MEMBERSHIP_DAYS } from './membership.ts';

/** A tally is carried over on every eighth day, so that days have it in common. */
const DAYS_BETWEEN_CHECKPOINTS = 8;

/**
 * Up to where the walk towards the scores of a day is carried over from earlier runs, as a day
 * number: before both windows, and the weekdays that tell what is usual. 60 to 67 days are then
 * left to walk for windows of up to 30 days, instead of all that are kept.
 */
export function checkpointDay(model: ScoringModel, asOf: Day): number {
  const walked = Math.max(2 * Math.max(...model.windows), REFERENCE_WEEKS * 7 + 1);
  return (
    Math.floor((dayNumber(asOf) - walked) / DAYS_BETWEEN_CHECKPOINTS) * DAYS_BETWEEN_CHECKPOINTS
  );
}

/** Members last seen before this day cannot be known on any day after the carried ones. */
export function membershipHorizonOf(checkpoint: number): number {
  return checkpoint + 2 - MEMBERSHIP_DAYS;
}

/** Whether a long walk keeps its state after a day, so that one that is cut off can go on there. */
export function isCheckpointDay(day: Day): boolean {
  return dayNumber(day) % (8 * DAYS_BETWEEN_CHECKPOINTS) === 0;
}
