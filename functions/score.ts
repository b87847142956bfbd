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

async function runsFor(services: TailServices, input: ScoreInput): Promise<readonly Run[]> {
  const began = services.clock();
  if ('runId' in input) return [await runRequested(services, input.runId, began)];
  if ('previewId' in input) {
    await runPreview(services, input.previewId);
    return [];
  }
  if (input.job === 'erase') return [];
  if (input.job === 'close') return runClose(services, began);
  const live = await runLive(services, began);
  // The schedule of the close comes once a day: what it missed need not wait for the next.
  const missed = (await daysUnclosed(services)) > 0 ? await runClose(services, began) : [];
  return [live, ...missed];
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
