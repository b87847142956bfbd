import { modelVersion } from '../model/models.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { type ClosedDays, daysLeftOver, daysToRestate } from '../scores/days-to-restate.ts';
import { restateDay } from '../scores/run-models.ts';
import type { SnapshotHead } from '../scores/snapshots.ts';
import type { Figures } from './recorded-run.ts';
import type { ScoringJob } from './scoring-job.ts';

/** The days before those that a run closes, or those that the last close left over. */
export type Restating = ClosedDays | 'left over';

function headsOf(
  { sources, request }: ScoringJob,
  model: ModelVersion,
  which: Restating,
): Promise<readonly SnapshotHead[]> {
  if (which === 'left over') return daysLeftOver(sources, model, request.now);
  return daysToRestate(sources, model, request.now, which);
}

/** Each day under the version it was reported with. */
async function restateOne(
  { services, sources, request }: ScoringJob,
  model: ModelVersion,
  { asOf, modelVersion: version }: SnapshotHead,
): Promise<void> {
  const reported = await modelVersion(services.documents, model.model.id, version);
  await restateDay(sources, reported ?? model, { ...request, asOf, complete: true });
}

/**
 * Restates days for as long as there is time for one more, and answers how many were left over.
 * Nothing is lost with them: the next hourly run finds them again by the seals.
 */
export async function restateDays(
  job: ScoringJob,
  models: readonly ModelVersion[],
  which: Restating,
): Promise<Figures> {
  let [restated, leftOver] = [0, 0];
  for (const model of models) {
    for (const head of await headsOf(job, model, which)) {
      if (job.time.isEnough()) {
        await job.time.timed(() => restateOne(job, model, head));
        restated++;
      } else leftOver++;
    }
  }
  return { restated, leftOver };
}
