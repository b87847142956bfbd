import { type Day, dayNumber } from '../../model/day.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { REFERENCE_WEEKS } from '../formulas/suspect-events.ts';
import { MEMBERSHIP_DAYS } from './membership.ts';

/** A checkpoint is of every eighth day, so that days have it in common. */
const DAYS_BETWEEN_CHECKPOINTS = 8;

/**
 * Returns the day whose checkpoint the scores of a day start from, as a day number: before both
 * windows, and before the weekdays that show what is usual. 60 to 67 days are then left to add for
 * windows of up to 30 days, instead of all that are kept.
 */
export function checkpointDay(model: ScoringModel, asOf: Day): number {
  const added = Math.max(2 * Math.max(...model.windows), REFERENCE_WEEKS * 7 + 1);
  return (
    Math.floor((dayNumber(asOf) - added) / DAYS_BETWEEN_CHECKPOINTS) * DAYS_BETWEEN_CHECKPOINTS
  );
}

/** Returns the day before which a member last seen is not known on any day after the checkpoint. */
export function membershipHorizonOf(checkpoint: number): number {
  return checkpoint + 2 - MEMBERSHIP_DAYS;
}

/** Whether a long scan saves its state after a day, so that one that is cut off can go on there. */
export function isCheckpointDay(day: Day): boolean {
  return dayNumber(day) % (8 * DAYS_BETWEEN_CHECKPOINTS) === 0;
}
