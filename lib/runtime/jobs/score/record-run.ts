import { BarometerError } from '../../../model/barometer-error.ts';
import { isoInstant } from '../../../model/instant.ts';
import type { Lease, Run } from '../../../scores/run/run-store.ts';
import type { ScoringServices } from '../../services/job-sources.ts';
import type { Uses } from '../../services/services.ts';
import { daysUnclosed } from '../catch-up/backlog.ts';
import { runSeal } from '../catch-up/run-seal.ts';
import { runTail, type TailServices } from '../catch-up/run-tail.ts';
import { type LeaseServices, SCORE_LEASE, withLease } from './with-lease.ts';

/** A run catches up with what arrived, scores, and tells whom it concerns. */
export type RunServices = TailServices & ScoringServices & LeaseServices & Uses<'metrics'>;

export type Figures = Readonly<Record<string, number>>;

/** What a run came to, and what it does in the time that is left, once that is published. */
export interface RunResult {
  readonly figures: Figures;
  readonly afterwards: () => Promise<Figures>;
}

/** Does a run's work; `ensureLeased` throws once another run has taken over. */
export type RunWork = (ensureLeased: () => Promise<void>) => Promise<RunResult>;

/** Lambda calls a function three times at most for a requested run. */
const MAX_TRIES = 3;

const LEASE_TAKEN = 'another scoring run is under way';

async function ensureHeld({ runs }: LeaseServices, lease: Lease): Promise<void> {
  if (await runs.holds(lease)) return;
  throw new BarometerError('conflict', 'the run took so long that another one took over');
}

async function putRunMetrics(
  services: RunServices,
  figures: Figures,
  beganMs: number,
): Promise<void> {
  const { users = 0, accounts = 0, alerts = 0 } = figures;
  services.metrics({
    ScoreSeconds: (services.clock() - beganMs) / 1000,
    SubjectsScored: users + accounts,
    AlertsRaised: alerts,
    DaysUnclosed: await daysUnclosed(services),
  });
}

/** Catches up with all that was acknowledged, then does the work under the lease. */
function runUnderLease(services: RunServices, { runId }: Run, work: RunWork) {
  const beganMs = services.clock();
  return withLease(services, SCORE_LEASE, runId, async (lease): Promise<Figures> => {
    const { events: eventsRead } = await runTail(services);
    await runSeal(services);
    const { figures, afterwards } = await work(() => ensureHeld(services, lease));
    // What comes afterwards keeps to the time there is, so it does not make a run slow.
    await putRunMetrics(services, figures, beganMs);
    const later = await afterwards();
    return { eventsRead, ...figures, ...later, milliseconds: services.clock() - beganMs };
  });
}

/** Whether Lambda, or whoever else started a run, tries it again when it finds the lease taken. */
function willBeRetried({ trigger, tries = 1 }: Run): boolean {
  return trigger === 'request' && tries < MAX_TRIES;
}

/** Records how a run ends, good or bad; the error goes on to whoever asked. */
export async function recordRun(
  services: RunServices,
  requested: Run,
  work: RunWork,
): Promise<Run> {
  const { runs, clock } = services;
  const { note: _, ...waiting } = { ...requested, tries: (requested.tries ?? 0) + 1 };
  const run = { ...waiting, startedAt: isoInstant(clock()) };
  await runs.put(run);
  const end = async (rest: Pick<Run, 'status' | 'figures' | 'error'>): Promise<Run> => {
    const ended = { ...run, ...rest, finishedAt: isoInstant(clock()) };
    await runs.put(ended);
    return ended;
  };
  try {
    const leased = await runUnderLease(services, run, work);
    if (leased !== 'taken') return await end({ status: 'done', figures: leased.done });
  } catch (error) {
    await end({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  if (willBeRetried(run))
    await runs.put({ ...waiting, note: `${LEASE_TAKEN}, so it is tried again` });
  else await end({ status: 'failed', error: LEASE_TAKEN });
  throw new BarometerError('conflict', LEASE_TAKEN);
}
