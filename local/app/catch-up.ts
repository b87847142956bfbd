import { addDays, dayOf } from '../../lib/model/day.ts';
import { lastClosedDay } from '../../lib/runtime/jobs/catch-up/last-closed-day.ts';
import type { Application } from './application.ts';

const NEWEST_RUNS = 100;

/** Nothing was received when no source is known and no batch waits for the tail. */
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

async function closeMissedDays({ services, jobs }: Application): Promise<void> {
  const yesterday = addDays(dayOf(services.clock()), -1);
  const last = await lastClosedDay(services);
  if (last === undefined || last < yesterday) await jobs.close();
}

/**
 * Does what was due while nothing ran: delivers what waits, reads what the tail has not seen,
 * seals, closes the days that are over and computes live scores. Computes nothing where there is
 * no data. Stops between two steps once `isStopping` says so.
 */
export async function catchUp(application: Application, isStopping: () => boolean): Promise<void> {
  const { jobs } = application;
  await application.resumeDeliveries();
  await resumeRuns(application);
  if (!(await hasData(application))) return;
  const steps = [jobs.tail, jobs.seal, () => closeMissedDays(application), jobs.score];
  for (const step of steps) {
    if (isStopping()) return;
    await step();
  }
}
