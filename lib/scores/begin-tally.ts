import type { OpenCounts } from '../counts/open-counts.ts';
import type { ResolveId } from '../events/link.ts';
import { type Day, dayFromNumber, dayNumber } from '../model/day.ts';
import type { Hour } from '../model/hour.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import { findCarried, keepCarried, readCarried } from './carry-blocks.ts';
import { carryChunks } from './carry-chunks.ts';
import { carryDay, isHalt } from './carry-day.ts';
import { restorer } from './restore-tally.ts';
import type { ScoringSources } from './scoring-sources.ts';
import { startTally, type Tally } from './tally.ts';
import { tallyDay } from './tally-day.ts';
import { tallyEver } from './tally-ever.ts';
import type { TallyPlan } from './tally-plan.ts';

/** A walk over days of counts, and what it may keep on its way. */
export interface Walk {
  readonly sources: Pick<ScoringSources, 'counts' | 'ever'>;
  readonly model: ModelVersion;
  readonly plan: TallyPlan;
  readonly read: OpenCounts;
  readonly resolve: ResolveId;
  /** Names what is kept; the hour up to which all receipts are in it. @default nothing is kept */
  readonly keep?: { readonly generation: string; readonly hour: Hour };
}

/** A tally from which the walk goes on after a day. */
interface Begun {
  readonly tally: Tally;
  /** Day number; 0 when nothing was walked. */
  readonly through: number;
}

async function restored({ sources, model, plan, read, resolve }: Walk, upTo: Day): Promise<Begun> {
  const { blocks } = sources.counts;
  const tally = startTally(plan);
  const carried = await findCarried(blocks, model, upTo, read.log);
  if (!carried) return { tally, through: 0 };
  const through = dayNumber(carried.day);
  const restore = restorer(tally, resolve, through);
  for await (const chunk of readCarried(blocks, model.model.id, carried)) restore(chunk);
  tally.firstDay = carried.firstDay;
  return { tally, through };
}

/**
 * The tally as it is carried over a day: in a new one, for numbers and order must not depend on
 * where the walk began.
 */
async function carriedOver(walk: Walk, tally: Tally, day: Day): Promise<Tally> {
  const { sources, model, plan, resolve, keep } = walk;
  const through = dayNumber(day);
  const { firstDay } = tally;
  if (keep) {
    const kept = { day, firstDay, hour: keep.hour };
    const chunks = carryChunks(tally, through);
    await keepCarried(sources.counts.blocks, model, kept, keep.generation, chunks);
  }
  const next = startTally(plan);
  const restore = restorer(next, resolve, through);
  for (const chunk of carryChunks(tally, through)) restore(chunk);
  next.firstDay = firstDay;
  return next;
}

/** Meets what is older than the days that are kept, after a walk that began with the first of them. */
export async function meetEver(
  { sources, resolve }: Walk,
  tally: Tally,
  day: number,
): Promise<void> {
  const { counts, ever } = sources;
  for await (const chunks of ever.each(counts.blocks)) tallyEver(tally, chunks, resolve, day);
}

/**
 * A tally that has met all days up to the one that is carried over (`carryDay`): what an earlier run
 * kept, led on from there, or from the first day of all. A long walk keeps its state on the way,
 * so that one that is cut off goes on there.
 */
export async function beginTally(walk: Walk): Promise<Begun> {
  const { model, plan, read, resolve } = walk;
  const target = carryDay(model.model, plan.asOf);
  const hasCounts = (day: Day) => read.openDays.has(day) || read.log.lastTouching(day) !== '';
  const isCarried = read.days.some((day) => dayNumber(day) <= target && hasCounts(day));
  if (!isCarried) return { tally: startTally(plan), through: 0 };
  let { tally, through } = await restored(walk, dayFromNumber(target));
  for (const day of read.days) {
    const number = dayNumber(day);
    if (number <= through || number > target) continue;
    tallyDay(tally, await read.on(day), resolve);
    if (number !== target && !isHalt(day)) continue;
    if (through === 0) await meetEver(walk, tally, number);
    tally = await carriedOver(walk, tally, day);
    through = number;
  }
  return { tally, through };
}
