import { type OpenCounts, openCounts } from '../counts/open-counts.ts';
import { type ResolveId, resolverOf } from '../events/link.ts';
import { dayNumber } from '../model/day.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import type { ScoreRequest, ScoringSources } from './scoring-sources.ts';
import { startTally, type Tally } from './tally.ts';
import { closeSpans, tallyDay } from './tally-day.ts';
import { tallyEver } from './tally-ever.ts';
import { planTally } from './tally-plan.ts';
import { firstDayFor } from './touched-between.ts';

async function walk(
  tally: Tally,
  { counts, ever }: ScoringSources,
  read: OpenCounts,
  resolve: ResolveId,
): Promise<void> {
  for (const day of read.days) tallyDay(tally, await read.on(day), resolve);
  const asOf = dayNumber(tally.plan.asOf);
  closeSpans(tally, asOf);
  for await (const chunks of ever.each(counts.blocks)) tallyEver(tally, chunks, resolve, asOf);
}

/**
 * Walks over all days that a model asks about, with one of them in memory at a time: two months of
 * a million users take 2 GB, and their sums a tenth of that.
 */
export async function tallyCounts(
  sources: ScoringSources,
  model: ModelVersion,
  request: ScoreRequest,
): Promise<{ readonly tally: Tally; readonly read: OpenCounts }> {
  const from = firstDayFor(model, request, sources.retentionDays);
  const read = await openCounts(sources.counts, from, request.asOf, request.now);
  const tally = startTally(planTally(model.model, request.asOf, from));
  await walk(tally, sources, read, resolverOf(await sources.profiles.allLinks()));
  return { tally, read };
}
