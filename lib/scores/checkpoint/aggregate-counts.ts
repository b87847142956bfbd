import { type OpenCounts, openCounts } from '../../counts/open-counts.ts';
import { addDays, dayNumber, dayOf } from '../../model/day.ts';
import { HOUR_CLOSES_AFTER_MS, hourOf } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { addDayCounts, closeWindows } from '../aggregate/add-day-counts.ts';
import { type Aggregate, releaseLookups } from '../aggregate/aggregate.ts';
import { planAggregate } from '../aggregate/aggregate-plan.ts';
import { mergeLifetimeIndex, resumeAggregate } from './resume-aggregate.ts';
import type { ScoreRequest, ScoringSources } from './scoring-sources.ts';

/**
 * Walks over the days that a model asks about, with one of them in memory at a time: two months of a
 * million users take 2 GB, and their sums a tenth of that. What is older is carried over from
 * earlier runs.
 */
export async function aggregateCounts(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
): Promise<{ readonly aggregate: Aggregate; readonly read: OpenCounts }> {
  const { asOf, now, generation } = request;
  const oldest = addDays(dayOf(now), 1 - sources.retentionDays);
  const read = await openCounts(sources.counts, oldest, asOf, now);
  const resolve = await sources.profiles.resolver();
  const plan = planAggregate(model.model, asOf, oldest);
  const keep = generation !== undefined && { generation, hour: hourOf(now - HOUR_CLOSES_AFTER_MS) };
  const scan = { sources, model, plan, read, resolve, ...(keep && { keep }) };
  const { aggregate, through } = await resumeAggregate(scan);
  for (const day of read.days) {
    if (dayNumber(day) > through) addDayCounts(aggregate, await read.on(day), resolve);
  }
  closeWindows(aggregate, plan.last);
  if (through === 0) await mergeLifetimeIndex(scan, aggregate, plan.last);
  releaseLookups(aggregate);
  return { aggregate, read };
}
