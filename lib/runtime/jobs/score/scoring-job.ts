import type { ScoringSources } from '../../../scores/checkpoint/scoring-sources.ts';
import type { RunRequest } from '../../../scores/run/publish-scores.ts';
import type { RunServices } from './record-run.ts';
import type { TimeBudget } from './time-budget.ts';

/** What the steps of a scoring run work with. */
export interface ScoringJob {
  readonly services: RunServices;
  readonly sources: ScoringSources;
  readonly request: RunRequest;
  readonly budget: TimeBudget;
}
