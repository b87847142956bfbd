import { addDays, dayOf } from '../lib/model/day.ts';
import { lastClosedHead } from '../lib/scores/snapshots.ts';
import type { Application } from './application.ts';

const NEWEST_RUNS = 100;

/** Nothing was ever received when no source is known and no batch waits for the tail. */
async function hasData({ services }: Application): Promise<boolean> {
  const { documents, batches, clock } = services;
  if ((await documents.list('source')).length > 0) return true;
  return (await batches.latest(clock(), 1)).length > 0;
}

/** Takes up the runs that a dead process had accepted and did not finish. */
async function resumeRuns({ services }: Application): Promise<void> {
  const runs = await services.runs.list(NEWEST_RUNS);
  for (const run of runs.toReversed()) {
    if (run.status === 'running' && run.trigger === 'request') await services.startRun(run);
  }
}

/**
 * Does what was due while nothing ran: reads what the tail has not seen, seals, closes the days
 * that are over and computes live scores. Does nothing where there is no data.
 */
export async function catchUp(application: Application): Promise<void> {
  const { services, jobs } = application;
  await resumeRuns(application);
  if (!(await hasData(application))) return;
  await jobs.tail();
  await jobs.seal();
  const yesterday = addDays(dayOf(services.clock()), -1);
  const last = await lastClosedHead(services.blocks, 'default');
  if (!last || last.asOf < yesterday) await jobs.close();
  await jobs.score();
}
