import { jobServicesFromEnvironment } from '../lib/runtime/job-services.ts';
import { runClose, runLive, runRequested } from '../lib/runtime/run-score.ts';
import type { TailServices } from '../lib/runtime/run-tail.ts';

/** A schedule names its job; the API names the run that somebody asked for. */
export type ScoreInput = { readonly job: 'score' | 'close' } | { readonly runId: string };

/** Scores a day, evaluates rules and publishes what they raise. */
export function createScore(services: TailServices) {
  return async (input: ScoreInput) => {
    const runs =
      'runId' in input
        ? [await runRequested(services, input.runId)]
        : input.job === 'close'
          ? await runClose(services)
          : [await runLive(services)];
    for (const { asOf, figures } of runs)
      services.log.info('scored', { asOf: asOf ?? 'live', ...figures });
    return runs;
  };
}

let score: ReturnType<typeof createScore> | undefined;

export async function handler(input: ScoreInput) {
  score ??= createScore(jobServicesFromEnvironment('score'));
  return score(input);
}
