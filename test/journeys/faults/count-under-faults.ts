import { addDays, type Day, dayOf, daysInRange } from '../../../lib/model/day.ts';
import { MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { runSeal } from '../../../lib/runtime/jobs/catch-up/run-seal.ts';
import { runTail } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import { countedCells, type FaultReport, FaultRun, type FaultRunShape } from './fault-run.ts';
import { NaiveBatchStore, NaiveCounters, type NaiveWay } from './naive-counters.ts';
import type { Cells } from './truth.ts';

/** A day that 200 hours touched takes as many calls, which all have to work: one attempt in 600. */
const PATIENCE = 20_000;

/** Every day that events may count on, read while calls fail, or by a process whose calls work. */
async function allCells({ world }: FaultRun, from: Day, services?: RunServices): Promise<Cells> {
  const cells = new Map<string, number>();
  for (const day of daysInRange(from, addDays(dayOf(world.now), 1))) {
    const counted = services
      ? await countedCells(services, day)
      : await world.attempt(PATIENCE, (mortal) => countedCells(mortal, day));
    if (!counted) throw new Error(`${day} was not read in ${PATIENCE} attempts`);
    for (const [key, count] of counted) cells.set(key, count);
  }
  return cells;
}

/** Drives the service through faults and compares what it counted with the truth, twice. */
export async function countOnce(shape: FaultRunShape): Promise<FaultReport> {
  const run = await FaultRun.open(shape);
  const { world } = run;
  const from = addDays(dayOf(world.now), -8);
  await run.drive(true);
  await run.finish();
  world.now += 30 * MS_PER_HOUR;
  await world.attempt(PATIENCE, runTail);
  await world.attempt(PATIENCE, runSeal);
  const counted = await allCells(run, from);
  const truth = world.truth.cells('acknowledged', world.hashId);
  const again = run.report(await allCells(run, from, world.soundServices()), truth);
  const report = run.report(counted, truth);
  return { ...report, miscounted: [...report.miscounted, ...again.miscounted] };
}

/** The same requests and faults, with counters that are raised one by one. */
export async function countNaively(
  shape: Omit<FaultRunShape, 'batches'>,
  way: NaiveWay,
): Promise<FaultReport> {
  const counters = new NaiveCounters();
  const run = await FaultRun.open({
    ...shape,
    batches: ({ doom, ...tools }) => new NaiveBatchStore(doom(counters), { ...tools, way }),
  });
  await run.drive(false);
  await run.finish();
  return run.report(counters.cells, run.world.truth.cells('acknowledged', run.world.hashId));
}
