import type { OpenCounts } from '../../counts/open-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { addDayCounts } from '../aggregate/add-day-counts.ts';
import { addLifetimeIndex } from '../aggregate/add-lifetime-index.ts';
import { type Aggregate, createAggregate } from '../aggregate/aggregate.ts';
import type { AggregatePlan } from '../aggregate/aggregate-plan.ts';
import { checkpointDay, isCheckpointDay } from '../aggregate/checkpoint-day.ts';
import { aggregateChunks } from './aggregate-chunks.ts';
import { findCheckpoint, readCheckpoint, saveCheckpoint } from './checkpoint-store.ts';
import { checkpointRestorer } from './restore-checkpoint.ts';
import type { ScoringSources } from './scoring-sources.ts';

/** A walk over days of counts, and what it may keep on its way. */
export interface DayScan {
  readonly sources: Pick<ScoringSources, 'counts' | 'lifetimeIndex'>;
  readonly model: ModelVersion;
  readonly plan: AggregatePlan;
  readonly read: OpenCounts;
  readonly resolve: ResolveIdentity;
  /** Names what is kept; the hour up to which all receipts are in it. @default nothing is kept */
  readonly keep?: { readonly generation: string; readonly hour: Hour };
}

/** A tally from which the walk goes on after a day. */
interface ResumedAggregate {
  readonly aggregate: Aggregate;
  /** Day number; 0 when nothing was walked. */
  readonly through: number;
}

async function restoreLatest(
  { sources, model, plan, read, resolve }: DayScan,
  upTo: Day,
): Promise<ResumedAggregate> {
  const { blocks } = sources.counts;
  const aggregate = createAggregate(plan);
  const checkpoint = await findCheckpoint(blocks, model, upTo, read.log);
  if (!checkpoint) return { aggregate, through: 0 };
  const through = dayNumber(checkpoint.day);
  const restore = checkpointRestorer(aggregate, resolve, through);
  for await (const chunk of readCheckpoint(blocks, model.model.id, checkpoint)) restore(chunk);
  aggregate.firstDay = checkpoint.firstDay;
  return { aggregate, through };
}

/**
 * The tally as it is carried over a day: in a new one, for numbers and order must not depend on
 * where the walk began.
 */
async function saveAndRestore(scan: DayScan, aggregate: Aggregate, day: Day): Promise<Aggregate> {
  const { sources, model, plan, resolve, keep } = scan;
  const through = dayNumber(day);
  const { firstDay } = aggregate;
  if (keep) {
    const kept = { day, firstDay, hour: keep.hour };
    const chunks = aggregateChunks(aggregate, through);
    await saveCheckpoint(sources.counts.blocks, model, kept, keep.generation, chunks);
  }
  const next = createAggregate(plan);
  const restore = checkpointRestorer(next, resolve, through);
  for (const chunk of aggregateChunks(aggregate, through)) restore(chunk);
  next.firstDay = firstDay;
  return next;
}

/** Meets what is older than the days that are kept, after a walk that began with the first of them. */
export async function mergeLifetimeIndex(
  { sources, resolve }: DayScan,
  aggregate: Aggregate,
  day: number,
): Promise<void> {
  const { counts, lifetimeIndex } = sources;
  for await (const chunks of lifetimeIndex.each(counts.blocks))
    addLifetimeIndex(aggregate, chunks, resolve, day);
}

/**
 * A tally that has met all days up to the one that is carried over (`carryDay`): what an earlier run
 * kept, led on from there, or from the first day of all. A long walk keeps its state on the way,
 * so that one that is cut off goes on there.
 */
export async function resumeAggregate(scan: DayScan): Promise<ResumedAggregate> {
  const { model, plan, read, resolve } = scan;
  const target = checkpointDay(model.model, plan.asOf);
  const hasCounts = (day: Day) => read.openDays.has(day) || read.log.lastTouching(day) !== '';
  const hasEarlierCounts = read.days.some((day) => dayNumber(day) <= target && hasCounts(day));
  if (!hasEarlierCounts) return { aggregate: createAggregate(plan), through: 0 };
  let { aggregate, through } = await restoreLatest(scan, dayFromNumber(target));
  for (const day of read.days) {
    const number = dayNumber(day);
    if (number <= through || number > target) continue;
    addDayCounts(aggregate, await read.on(day), resolve);
    if (number !== target && !isCheckpointDay(day)) continue;
    if (through === 0) await mergeLifetimeIndex(scan, aggregate, number);
    aggregate = await saveAndRestore(scan, aggregate, day);
    through = number;
  }
  return { aggregate, through };
}
