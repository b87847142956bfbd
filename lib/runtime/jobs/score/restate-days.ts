import { modelVersion } from '../../../model/model-versions.ts';
import type { ModelVersion } from '../../../model/scoring-model.ts';
import { firstComputableDay } from '../../../scores/run/computable-days.ts';
import { restateDay } from '../../../scores/run/run-model.ts';
import {
  type ClosedDays,
  daysToRestate,
  unfinishedRestatements,
} from '../../../scores/run/stale-heads.ts';
import type { SnapshotHead } from '../../../scores/snapshot/snapshots.ts';
import type { Figures } from './record-run.ts';
import type { ScoringJob } from './score-models.ts';

/** The days before those that a run closes, or those that the last close left over. */
export type DaysToRestate = ClosedDays | 'left over';

function headsOf(
  { sources, request }: ScoringJob,
  model: ModelVersion,
  days: DaysToRestate,
): Promise<readonly SnapshotHead[]> {
  if (days === 'left over') return unfinishedRestatements(sources, model, request.now);
  return daysToRestate(sources, model, request.now, days);
}

function firstComputable({ sources, request }: ScoringJob, models: readonly ModelVersion[]) {
  const { counts, retentionDays } = sources;
  return firstComputableDay({ blocks: counts.blocks, retentionDays }, models, request.now);
}

/** Each day under the version it was reported with. */
async function restateReported(
  { services, sources, request }: ScoringJob,
  model: ModelVersion,
  { asOf, modelVersion: version }: SnapshotHead,
): Promise<void> {
  const reported = await modelVersion(services.documents, model.model.id, version);
  await restateDay(sources, reported ?? model, { ...request, asOf, complete: true });
}

/**
 * Restates days for as long as there is time for one more. Returns how many were done and left over.
 * Nothing is lost with them: the next hourly run finds them again by the seals.
 */
export async function restateDays(
  job: ScoringJob,
  models: readonly ModelVersion[],
  days: DaysToRestate,
): Promise<Figures> {
  let [restated, leftOver] = [0, 0];
  const first = await firstComputable(job, models);
  for (const model of models) {
    for (const head of await headsOf(job, model, days)) {
      // What was reported stands where not all of its counts are kept any more.
      if (head.asOf < first) continue;
      if (job.budget.hasRoomForOne()) {
        await job.budget.measure(() => restateReported(job, model, head));
        restated++;
      } else leftOver++;
    }
  }
  return { restated, leftOver };
}
