import type { IdHash } from '../../model/id-hash.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { DayScores } from './day-scores.ts';

/** One user's or account's scores in one window, read out of the columns of a snapshot. */
export interface SubjectRow {
  readonly hash: IdHash;
  /** As people see it, 0 to 100. */
  readonly score: number;
  /** Unrounded. */
  readonly exactScore: number;
  readonly rawScore: number;
  /** One window ago, unrounded; null for whoever was not seen by then. */
  readonly previousExact: number | null;
  readonly previousScore: number | null;
  /** Change of the shown score; null without a score before, and while the day goes on. */
  readonly change: number | null;
}

/** Returns the score one window ago, and the change of the shown score since. */
export function changeSince(
  { complete }: Pick<DayScores, 'complete'>,
  score: number,
  previousExact: number | null,
) {
  const previousScore = previousExact === null ? null : shownScore(previousExact);
  const change = previousScore === null || !complete ? null : score - previousScore;
  return { previousExact, previousScore, change };
}

/** Returns the index of a window among those of a day's scores; -1 when the model has none such. */
export function windowIndex(scores: DayScores, window: number): number {
  return scores.windows.findIndex((benchmarks) => benchmarks.window === window);
}
