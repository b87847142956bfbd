import { recordIds } from '../../counts/directory/directory.ts';
import type { OpenCounts } from '../../counts/open-counts.ts';
import { HOUR_CLOSES_AFTER_MS, type Hour, hourOf } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { aggregateCounts } from '../checkpoint/aggregate-counts.ts';
import type { ScoreRequest, ScoringSources } from '../checkpoint/scoring-sources.ts';
import { loadProfiles } from '../conditions/load-profiles.ts';
import { scoreAggregate } from '../day/score-day.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { snapshotEquals } from '../snapshot/snapshot-equals.ts';
import { closedHeads, publishSnapshot, type SnapshotHead } from '../snapshot/snapshots.ts';
import { markChecked } from './checked-days.ts';

/** What is to be computed and kept. */
export interface RunRequest extends ScoreRequest {
  /** Names what is written: no two attempts write under one name, not even at the same run. */
  readonly generation: string;
  /** Throws `conflict` when the run has lost its lease, and with it the right to publish. */
  readonly ensureLeased?: () => Promise<void>;
}

/** Scores a day with one model, and answers the counts that were read for it. */
async function scoreModel(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
): Promise<{ readonly scores: DayScores; readonly read: OpenCounts }> {
  const { aggregate, read } = await aggregateCounts(sources, model, request);
  const profiles = await loadProfiles(sources.profiles, model);
  return {
    scores: scoreAggregate(aggregate, { model, complete: request.complete, profiles }),
    read,
  };
}

/** Computes what a model says about a day, storing nothing. */
export async function computeScores(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
): Promise<DayScores> {
  return (await scoreModel(sources, model, request)).scores;
}

/** The head in force of a closed day, after putting the first one where there was none. */
async function reportedHead(
  sources: ScoringSources,
  scores: DayScores,
  request: RunRequest,
): Promise<SnapshotHead | undefined> {
  const { blocks } = sources.counts;
  const known = (await closedHeads(blocks, scores.model, scores.asOf, scores.asOf)).at(-1);
  if (known) return known;
  await publishSnapshot(blocks, 'final', scores, request.generation, firstUnclosedHour(request));
  // Read again whatever the answer: a put whose reply was lost looks as if somebody was first.
  return (await closedHeads(blocks, scores.model, scores.asOf, scores.asOf)).at(-1);
}

/** The first hour that may receive more: a put may come some time after its stamp. */
function firstUnclosedHour({ now }: RunRequest): Hour {
  return hourOf(now - HOUR_CLOSES_AFTER_MS);
}

/** A day that was reported before is restated, and only when something changed. */
async function publish(
  sources: ScoringSources,
  scores: DayScores,
  request: RunRequest,
): Promise<void> {
  const { blocks } = sources.counts;
  const { generation } = request;
  const hour = firstUnclosedHour(request);
  await request.ensureLeased?.();
  if (!request.complete) {
    await publishSnapshot(blocks, 'live', scores, generation, hour);
    return;
  }
  const reported = await reportedHead(sources, scores, request);
  if (!reported || reported.block.generation === generation) return;
  if (await snapshotEquals(blocks, reported, scores)) {
    await markChecked(blocks, scores.model, scores.asOf, hour, request.generation);
  } else {
    await publishSnapshot(blocks, 'restated', scores, generation, hour);
  }
}

/** What a run came to, for one model. */
export interface ModelRun {
  readonly model: ModelVersion;
  readonly scores: DayScores;
  /** The counts that were read for it. */
  readonly read: OpenCounts;
}

/** Scores a day with one model and makes the result readable. */
export async function runModel(
  sources: ScoringSources,
  model: ModelVersion,
  request: RunRequest,
): Promise<ModelRun> {
  const { scores, read } = await scoreModel(sources, model, request);
  const { blocks, suppressed } = sources.counts;
  const writer = `${request.generation}-run`;
  await recordIds(blocks, sources.directory, read.openIds, writer, suppressed);
  await publish(sources, scores, request);
  return { model, scores, read };
}

/** Computes a closed day again, under the version it was reported with. */
export async function restateDay(
  sources: ScoringSources,
  version: ModelVersion,
  request: RunRequest,
): Promise<void> {
  await publish(sources, await computeScores(sources, version, request), request);
}
