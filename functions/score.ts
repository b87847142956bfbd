import { daysUnclosed } from '../lib/runtime/jobs/catch-up/backlog.ts';
import { runErasures } from '../lib/runtime/jobs/erase/erase-users.ts';
import { runPreview } from '../lib/runtime/jobs/preview/preview-job.ts';
import type { RunServices } from '../lib/runtime/jobs/score/record-run.ts';
import { runClose, runLive, runRequested } from '../lib/runtime/jobs/score/run-score.ts';
import { jobServicesFromEnvironment } from '../lib/runtime/wiring/job-services.ts';
import type { Run } from '../lib/scores/run/run-store.ts';

/** A schedule names its job; the API names the requested run or preview. */
export type ScoreInvocation =
  | { readonly job: 'score' | 'close' | 'erase' }
  | { readonly runId: string }
  | { readonly previewId: string };

/**
 * Live scores, and before them what a close missed: its schedule comes once a day. In this order each
 * try gets one of them done where both together take longer than a function may.
 */
async function runHourly(services: RunServices, beganMs: number): Promise<readonly Run[]> {
  const unclosed = await daysUnclosed(services);
  services.metrics({ DaysUnclosed: unclosed });
  const runs: Run[] = [];
  try {
    if (unclosed > 0) runs.push(...(await runClose(services, beganMs, 0)));
  } finally {
    // A close that fails again and again does not make live scores old.
    runs.push(await runLive(services, beganMs));
  }
  return runs;
}

async function runsFor(services: RunServices, input: ScoreInvocation): Promise<readonly Run[]> {
  const beganMs = services.clock();
  if ('runId' in input) return [await runRequested(services, input.runId, beganMs)];
  if ('previewId' in input) {
    await runPreview(services, input.previewId);
    return [];
  }
  if (input.job === 'erase') return [];
  if (input.job === 'close') return runClose(services, beganMs);
  return runHourly(services, beganMs);
}

/** Scores a day, evaluates rules and publishes what they raise; then erases who is to be erased. */
export function createScore(services: RunServices) {
  return async (input: ScoreInvocation) => {
    const runs = await runsFor(services, input);
    for (const { asOf, figures } of runs)
      services.log.info('scored', { asOf: asOf ?? 'live', ...figures });
    const erasures = await runErasures(services);
    if (erasures.finished + erasures.running > 0) services.log.info('erased', { ...erasures });
    return runs;
  };
}

let score: ReturnType<typeof createScore> | undefined;

export async function handler(input: ScoreInvocation) {
  score ??= createScore(jobServicesFromEnvironment('score'));
  return score(input);
}
