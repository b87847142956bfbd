import { type OpenCounts, openCounts } from '../counts/open-counts.ts';
import { addDays, dayNumber, dayOf } from '../model/day.ts';
import { HOUR_CLOSES_AFTER_MS, hourOf } from '../model/hour.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { beginTally, meetEver } from './begin-tally.ts';
import type { ScoreRequest, ScoringSources } from './scoring-sources.ts';
import { endTally, type Tally } from './tally.ts';
import { closeSpans, tallyDay } from './tally-day.ts';
import { planTally } from './tally-plan.ts';

/**
 * Walks over the days that a model asks about, with one of them in memory at a time: two months of a
 * million users take 2 GB, and their sums a tenth of that. What is older is carried over from
 * earlier runs.
 */
export async function tallyCounts(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
): Promise<{ readonly tally: Tally; readonly read: OpenCounts }> {
  const { asOf, now, generation } = request;
  const oldest = addDays(dayOf(now), 1 - sources.retentionDays);
  const read = await openCounts(sources.counts, oldest, asOf, now);
  const resolve = await sources.profiles.resolver();
  const plan = planTally(model.model, asOf, oldest);
  const keep = generation !== undefined && { generation, hour: hourOf(now - HOUR_CLOSES_AFTER_MS) };
  const walk = { sources, model, plan, read, resolve, ...(keep && { keep }) };
  const { tally, through } = await beginTally(walk);
  for (const day of read.days) {
    if (dayNumber(day) > through) tallyDay(tally, await read.on(day), resolve);
  }
  closeSpans(tally, plan.last);
  if (through === 0) await meetEver(walk, tally, plan.last);
  endTally(tally);
  return { tally, read };
}
