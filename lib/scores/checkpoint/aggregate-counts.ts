import { dayNumber } from '../../model/day.ts';
import { addDayCounts } from '../aggregate/add-day-counts.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { completeAggregate } from '../aggregate/complete-aggregate.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { addLifetimes, type DayScan, resumeAggregate } from './resume-aggregate.ts';

/**
 * Aggregates the counts of the days that a model needs, with one of them in memory at a time: two
 * months of a million users take 2 GB, and their sums a tenth of that. Older days come from the
 * checkpoint of an earlier run.
 */
export async function aggregateCounts(scan: DayScan, profiles: Profiles): Promise<Aggregate> {
  const { plan, counts, resolve } = scan;
  const { aggregate, through } = await resumeAggregate(scan);
  for (const day of counts.days) {
    if (dayNumber(day) > through) addDayCounts(aggregate, await counts.on(day), resolve);
  }
  if (through === 0) await addLifetimes(scan, aggregate, plan.last);
  completeAggregate(aggregate, profiles);
  return aggregate;
}
