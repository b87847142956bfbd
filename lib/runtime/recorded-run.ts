import { BarometerError } from '../model/barometer-error.ts';
import type { Lease, Run } from '../scores/run-store.ts';
import { daysUnclosed } from './backlog.ts';
import { runSeal } from './run-seal.ts';
import { runTail, type TailServices } from './run-tail.ts';
import { withLease } from './with-lease.ts';

export type Figures = Readonly<Record<string, number>>;

/** A run, and the lease that lets only one of its kind run at a time. */
export interface LeasedRun {
  readonly run: Run;
  readonly lease: string;
}

/** Does a run's work; `ensureLeased` throws once another run has taken over. */
export type Work = (ensureLeased: () => Promise<void>) => Promise<Figures>;

async function ensureHeld({ runs }: TailServices, lease: Lease): Promise<void> {
  if (await runs.holds(lease)) return;
  throw new BarometerError('conflict', 'the run took so long that another one took over');
}

/** Catches up with all that was acknowledged, then does the work under the lease. */
async function serialised(services: TailServices, of: LeasedRun, work: Work): Promise<Figures> {
  const leased = await withLease(services, of.lease, of.run.runId, async (lease) => {
    const { events } = await runTail(services);
    await runSeal(services);
    return { events, ...(await work(() => ensureHeld(services, lease))) };
  });
  if (leased !== 'taken') return leased.done;
  throw new BarometerError('conflict', 'another scoring run is under way');
}

async function reportRun(services: TailServices, figures: Figures, began: number): Promise<void> {
  const { users = 0, accounts = 0, alerts = 0 } = figures;
  services.metrics({
    ScoreSeconds: (services.clock() - began) / 1000,
    SubjectsScored: users + accounts,
    AlertsRaised: alerts,
    DaysUnclosed: await daysUnclosed(services),
  });
}

/** Records how a run ends, good or bad; the error goes on to whoever asked. */
export async function recorded(
  services: TailServices,
  leased: LeasedRun,
  work: Work,
): Promise<Run> {
  const { runs, clock } = services;
  const begin = clock();
  const run = { ...leased.run, startedAt: new Date(begin).toISOString() };
  await runs.put(run);
  const end = async (rest: Pick<Run, 'status' | 'figures' | 'error'>): Promise<Run> => {
    const ended = { ...run, ...rest, finishedAt: new Date(clock()).toISOString() };
    await runs.put(ended);
    return ended;
  };
  try {
    const figures = await serialised(services, leased, work);
    await reportRun(services, figures, begin);
    return await end({ status: 'done', figures: { ...figures, milliseconds: clock() - begin } });
  } catch (error) {
    await end({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
