import { addDays, dayOf } from '../../lib/model/day.ts';
import { MS_PER_HOUR } from '../../lib/model/hour.ts';
import { runSeal } from '../../lib/runtime/run-seal.ts';
import { runTail } from '../../lib/runtime/run-tail.ts';
import { countedCells, type FaultReport, FaultRun, type FaultRunShape } from './fault-run.ts';
import { NaiveBatchStore, NaiveCounters, type NaiveWay } from './naive-counters.ts';

/** More than enough for any job at 3 % of calls failing. */
const PATIENCE = 10_000;

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
  const to = addDays(dayOf(world.now), 1);
  const counted = await world.attempt(PATIENCE, (services) => countedCells(services, from, to));
  const truth = world.truth.cells('acknowledged', world.hashId);
  const again = await countedCells(world.soundServices(), from, to);
  const reports = [counted ?? new Map(), again].map((cells) => run.report(cells, truth));
  const [first = run.report(again, truth)] = reports;
  return { ...first, miscounted: reports.flatMap((report) => report.miscounted) };
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
