import { recordIds } from '../../counts/directory/directory.ts';
import { type OpenCounts, openCounts } from '../../counts/open-counts.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { planAggregate } from '../aggregate/aggregate-plan.ts';
import { aggregateCounts } from '../checkpoint/aggregate-counts.ts';
import type { ScoreRequest, ScoringSources } from '../checkpoint/scoring-sources.ts';
import { loadProfiles } from '../conditions/profile-projection.ts';
import { scoreAggregate } from '../day/score-day.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { oldestKeptDay } from './computable-days.ts';
import { firstUnclosedHour, publishScores, type RunRequest } from './publish-scores.ts';

/** Opens the counts of all days that are kept, up to the one that is scored. */
export function openKeptCounts(sources: ScoringSources, { asOf, now }: ScoreRequest) {
  return openCounts(sources.counts, oldestKeptDay(sources, now), asOf, now);
}

/**
 * Computes what a model says about a day, publishing nothing.
 *
 * @param counts those of `openKeptCounts`, where they are open already
 */
export async function computeScores(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
  counts?: OpenCounts,
): Promise<DayScores> {
  const { blocks } = sources.counts;
  const { asOf, complete, generation } = request;
  const open = counts ?? (await openKeptCounts(sources, request));
  const resolve = await sources.profiles.resolver();
  const profiles = await loadProfiles(sources.profiles, model);
  const lifetimes = sources.lifetimeIndex.each(blocks);
  const plan = planAggregate(model.model, asOf, open.days[0] ?? asOf);
  const saveAs = generation !== undefined && { generation, hour: firstUnclosedHour(request) };
  const scan = { model, plan, counts: open, lifetimes, resolve, blocks };
  const aggregate = await aggregateCounts({ ...scan, ...(saveAs && { saveAs }) }, profiles);
  return scoreAggregate(aggregate, { model, complete, profiles });
}

export interface ModelRun {
  readonly model: ModelVersion;
  readonly scores: DayScores;
}

/** Scores a day with one model and makes the result readable. */
export async function runModel(
  sources: ScoringSources,
  model: ModelVersion,
  request: RunRequest,
  counts: OpenCounts,
): Promise<ModelRun> {
  const scores = await computeScores(sources, model, request, counts);
  const writer = `${request.generation}-run`;
  await recordIds({ ...sources.counts, cache: sources.directory }, counts.openIds, writer);
  await publishScores(sources.counts.blocks, scores, request);
  return { model, scores };
}

/** Computes a closed day again, under the version it was reported with. */
export async function restateDay(
  sources: ScoringSources,
  version: ModelVersion,
  request: RunRequest,
): Promise<void> {
  const scores = await computeScores(sources, version, request);
  await publishScores(sources.counts.blocks, scores, request);
}
