import { daysUnclosed } from '../lib/runtime/backlog.ts';
import { runErasures } from '../lib/runtime/erase-users.ts';
import { jobServicesFromEnvironment } from '../lib/runtime/job-services.ts';
import { runPreview } from '../lib/runtime/preview-job.ts';
import { runClose, runLive, runRequested } from '../lib/runtime/run-score.ts';
import type { TailServices } from '../lib/runtime/run-tail.ts';
import type { Run } from '../lib/scores/run-store.ts';

/** A schedule names its job; the API names the run or the preview that somebody asked for. */
export type ScoreInput =
  | { readonly job: 'score' | 'close' | 'erase' }
  | { readonly runId: string }
  | { readonly previewId: string };

/**
 * Live scores, and before them what a close missed: its schedule comes once a day. In this order each
 * try gets one of them done where both together take longer than a function may.
 */
async function runHourly(services: TailServices, began: number): Promise<readonly Run[]> {
  const unclosed = await daysUnclosed(services);
  services.metrics({ DaysUnclosed: unclosed });
  const runs: Run[] = [];
  try {
    if (unclosed > 0) runs.push(...(await runClose(services, began, 0)));
  } finally {
    // A close that fails again and again does not make live scores old.
    runs.push(await runLive(services, began));
  }
  return runs;
}

async function runsFor(services: TailServices, input: ScoreInput): Promise<readonly Run[]> {
  const began = services.clock();
  if ('runId' in input) return [await runRequested(services, input.runId, began)];
  if ('previewId' in input) {
    await runPreview(services, input.previewId);
    return [];
  }
  if (input.job === 'erase') return [];
  if (input.job === 'close') return runClose(services, began);
  return runHourly(services, began);
}

/** Scores a day, evaluates rules and publishes what they raise; then erases who is to be erased. */
export function createScore(services: TailServices) {
  return async (input: ScoreInput) => {
    const runs = await runsFor(services, input);
    for (const { asOf, figures } of runs)
      services.log.info('scored', { asOf: asOf ?? 'live', ...figures });
    const erasures = await runErasures(services);
    if (erasures.finished + erasures.running > 0) services.log.info('erased', { ...erasures });
    return runs;
  };
}

let score: ReturnType<typeof createScore> | undefined;

export async function handler(input: ScoreInput) {
  score ??= createScore(jobServicesFromEnvironment('score'));
  return score(input);
}
