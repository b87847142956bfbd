import type { BlockStore } from '../../counts/block/block-store.ts';
import type { LifetimeColumns } from '../../counts/lifetime/lifetime-columns.ts';
import type { OpenCounts } from '../../counts/open-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { addDayCounts } from '../aggregate/add-day-counts.ts';
import { addLifetimeIndex } from '../aggregate/add-lifetime-index.ts';
import { type Aggregate, createAggregate } from '../aggregate/aggregate.ts';
import { type AggregatePlan, checkpointDay, isCheckpointDay } from '../aggregate/aggregate-plan.ts';
import { completeAggregate } from '../aggregate/complete-aggregate.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { aggregateChunks } from './aggregate-chunks.ts';
import {
  type Checkpoint,
  findCheckpoints,
  readCheckpoint,
  saveCheckpoint,
} from './checkpoint-store.ts';
import { checkpointRestorer } from './restore-checkpoint.ts';

/** A scan over days of counts, and what it may save on its way. */
export interface DayScan {
  readonly model: ModelVersion;
  readonly plan: AggregatePlan;
  readonly counts: OpenCounts;
  /** The lifetime index, read once at most. */
  readonly lifetimes: AsyncIterable<readonly LifetimeColumns[]>;
  readonly resolve: ResolveIdentity;
  readonly blocks: BlockStore;
  /** Name of new checkpoints, and the hour up to which they have all receipts. @default none */
  readonly saveAs?: { readonly generation: string; readonly hour: Hour };
}

/** Returns undefined for a checkpoint in which somebody turned out to be somebody else since. */
async function restoreOne({ blocks, model, plan, resolve }: DayScan, checkpoint: Checkpoint) {
  const aggregate = createAggregate(plan, resolve);
  const through = dayNumber(checkpoint.day);
  const restore = checkpointRestorer(aggregate, through);
  for await (const chunks of readCheckpoint(blocks, model.model.id, checkpoint)) {
    if (!chunks.every(restore)) return undefined;
  }
  aggregate.firstDay = checkpoint.firstDay;
  return { aggregate, through };
}

async function restoreLatest(scan: DayScan, upTo: Day) {
  const { blocks, model, plan, counts, resolve } = scan;
  for (const checkpoint of await findCheckpoints(blocks, model, upTo, counts)) {
    const restored = await restoreOne(scan, checkpoint);
    if (restored) return restored;
  }
  return { aggregate: createAggregate(plan, resolve), through: 0 };
}

/** By way of a checkpoint, saved or not: numbers must not depend on where the scan began. */
async function saveAndRestore(scan: DayScan, aggregate: Aggregate, day: Day): Promise<Aggregate> {
  const { blocks, model, plan, resolve, saveAs } = scan;
  const through = dayNumber(day);
  const { firstDay } = aggregate;
  if (saveAs) {
    const chunks = aggregateChunks(aggregate, through);
    await saveCheckpoint(blocks, model, { ...saveAs, day, firstDay }, chunks);
  }
  const next = createAggregate(plan, resolve);
  const restore = checkpointRestorer(next, through);
  for (const chunk of aggregateChunks(aggregate, through)) restore(chunk);
  next.firstDay = firstDay;
  return next;
}

/** Adds what is older than the days that are kept, after a scan that began with the first of them. */
async function addLifetimes({ lifetimes }: DayScan, aggregate: Aggregate, day: number) {
  for await (const parts of lifetimes)
    for (const part of parts) addLifetimeIndex(aggregate, part, day);
}

/**
 * Returns an aggregate of all days up to the checkpoint day: an earlier checkpoint continued, or a
 * scan from the first day of all. A long scan saves its state on the way, so that one that is cut
 * off goes on there.
 *
 * @returns it, and the day number through which it goes, 0 when no day was added
 */
async function resumeAggregate(scan: DayScan) {
  const { model, plan, counts, resolve } = scan;
  const target = checkpointDay(model.model, plan.asOf);
  const hasCounts = (day: Day) => counts.openDays.has(day) || counts.log.lastTouching(day) !== '';
  const hasEarlierCounts = counts.days.some((day) => dayNumber(day) <= target && hasCounts(day));
  if (!hasEarlierCounts) return { aggregate: createAggregate(plan, resolve), through: 0 };
  let { aggregate, through } = await restoreLatest(scan, dayFromNumber(target));
  for (const day of counts.days) {
    const number = dayNumber(day);
    if (number <= through || number > target) continue;
    addDayCounts(aggregate, await counts.on(day));
    if (number !== target && !isCheckpointDay(day)) continue;
    if (through === 0) await addLifetimes(scan, aggregate, number);
    aggregate = await saveAndRestore(scan, aggregate, day);
    through = number;
  }
  return { aggregate, through };
}

/**
 * Aggregates the counts of the days that a model needs, with one of them in memory at a time: two
 * months of a million users take 2 GB, and their sums a tenth of that. Older days come from the
 * checkpoint of an earlier run.
 */
export async function aggregateCounts(scan: DayScan, profiles: Profiles): Promise<Aggregate> {
  const { plan, counts } = scan;
  const { aggregate, through } = await resumeAggregate(scan);
  for (const day of counts.days) {
    if (dayNumber(day) > through) addDayCounts(aggregate, await counts.on(day));
  }
  if (through === 0) await addLifetimes(scan, aggregate, plan.last);
  completeAggregate(aggregate, profiles);
  return aggregate;
}
