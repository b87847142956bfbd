import type { RunRequest } from '../scores/run-models.ts';
import type { ScoringSources } from '../scores/scoring-sources.ts';
import type { TailServices } from './run-tail.ts';
import type { TimeLeft } from './time-left.ts';

/** What the steps of a scoring run work with. */
export interface ScoringJob {
  readonly services: TailServices;
  readonly sources: ScoringSources;
  readonly request: RunRequest;
  readonly time: TimeLeft;
}
