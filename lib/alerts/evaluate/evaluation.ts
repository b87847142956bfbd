import type { ScoringModel } from '../../model/scoring-model.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { AlertRule } from '../rule.ts';

/**
 * How a rule's value stands for a subject on a closed day: past the threshold, far enough back for
 * the rule to fire again, or in between. `unknown` changes nothing.
 */
export type Evaluation = 'breached' | 'holding' | 'cleared' | 'no_data';

/** Reads the subject at an index straight from the columns: a rule looks at every one, every day. */
export type EvaluateRow = (row: number) => Evaluation;

/** One closed day as rules look at it. */
export interface DayView {
  readonly scores: DayScores;
  readonly model: ScoringModel;
  /** The day numbers on which too much was missing to tell anything, this day among them. */
  readonly suspect: readonly number[];
  /** The scores of an earlier closed day, where a rule asked for it. */
  readonly past?: DayScores;
}

export const NO_DATA: EvaluateRow = () => 'no_data';

export const DEFAULT_THRESHOLD = 20;
export const DEFAULT_INACTIVE_DAYS = 14;
export const DEFAULT_AWAY_DAYS = 30;

/** Index of the window that a rule looks at; -1 when the model lacks it. */
export function windowIndexOf(rule: AlertRule, { windows, headlineWindow }: DayScores): number {
  const days = rule.window ?? headlineWindow;
  return windows.findIndex(({ window }) => window === days);
}

export function evaluationOf(breached: boolean, cleared: boolean): Evaluation {
  if (breached) return 'breached';
  return cleared ? 'cleared' : 'holding';
}

/** How many days it has been, leaving out those on which nobody could have been seen. */
export function daysSince(last: number, today: number, suspect: readonly number[]): number {
  if (suspect.length === 0) return today - last;
  return today - last - suspect.filter((day) => day > last && day <= today).length;
}
