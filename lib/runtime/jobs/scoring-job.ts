import type { ScoringSources } from '../../scores/checkpoint/scoring-sources.ts';
import type { RunRequest } from '../../scores/run/publish-scores.ts';
import type { TailServices } from './run-tail.ts';
import type { TimeBudget } from './time-budget.ts';

/** What the steps of a scoring run work with. */
export interface ScoringJob {
  readonly services: TailServices;
  readonly sources: ScoringSources;
  readonly request: RunRequest;
  readonly budget: TimeBudget;
}
