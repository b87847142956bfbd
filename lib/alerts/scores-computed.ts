import type { Day } from '../model/day.ts';
import type { DayScores } from '../scores/snapshot/day-scores.ts';

/** What one model says about a day, in a line. */
export interface ModelSummary {
  readonly model: string;
  readonly modelVersion: number;
  readonly users: number;
  readonly accounts: number;
  /** Days of the headline window, and the raw score that makes 100 in it. */
  readonly window: number;
  readonly benchmark: number;
}

/** That scores can be read: the `detail` of `ScoresComputed`, once for each run. */
export interface ScoresComputed {
  readonly schemaVersion: 1;
  /** Throw away what you have seen. */
  readonly runId: string;
  readonly asOf: Day;
  /** False while the day goes on. */
  readonly complete: boolean;
  /** ISO 8601. */
  readonly computedAt: string;
  /** Alerts that the run raised. */
  readonly alerts: number;
  readonly models: readonly ModelSummary[];
}

export function modelSummary(scores: DayScores): ModelSummary {
  const { model, modelVersion, users, accounts, headlineWindow: window, windows } = scores;
  const benchmark = windows.find((each) => each.window === window)?.benchmark ?? 0;
  const counts = { users: users.hash.length, accounts: accounts.hash.length };
  return { model, modelVersion, ...counts, window, benchmark };
}
