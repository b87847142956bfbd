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

/** What was reported stands where not all of its counts are kept any more. */
async function computable(
  { sources: { counts, retentionDays }, request }: ScoringJob,
  models: readonly ModelVersion[],
  heads: readonly SnapshotHead[],
): Promise<readonly SnapshotHead[]> {
  if (heads.length === 0) return heads;
  const kept = { blocks: counts.blocks, retentionDays };
  const first = await firstComputableDay(kept, models, request.now);
  return heads.filter(({ asOf }) => asOf >= first);
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
  for (const model of models) {
    for (const head of await computable(job, models, await headsOf(job, model, days))) {
      if (job.budget.hasRoomForOne()) {
        await job.budget.measure(() => restateReported(job, model, head));
        restated++;
      } else leftOver++;
    }
  }
  return { restated, leftOver };
}
