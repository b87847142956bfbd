import type { Lease } from '../../../scores/run/run-store.ts';
import { errorFields } from '../../services/log.ts';
import type { Uses } from '../../services/services.ts';

/** One scoring run at a time, and no erasure beside it: both write to the directory. */
export const SCORE_LEASE = 'score';

/**
 * A lease outlives its holder by this much at most. Lambda tries a job that was cut off again after
 * one minute, and after two more: the last try finds the lease free.
 */
const LEASE_MS = 2 * 60_000;

/** Scoring computes for seconds on end and lets no timer through meanwhile: six times in a lease. */
const RENEWED_EVERY_MS = 20_000;

export type LeaseServices = Uses<'runs' | 'clock' | 'log'>;

/** Renews a lease until the returned function is called. Losing it is no matter: who looks at it then stops. */
function keepAlive({ runs, clock, log }: LeaseServices, lease: Lease): () => void {
  const renew = () => {
    runs.renew(lease, clock() + LEASE_MS).catch((error: unknown) => {
      log.warn('a lease could not be renewed', { lease: lease.name, ...errorFields(error) });
    });
  };
  const timer = setInterval(renew, RENEWED_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/**
 * Does some work that one process does at a time. The lease is short and renewed while the work
 * lasts, so that whoever is killed with it holds nobody up for long.
 *
 * @returns what came of the work, or `taken` while somebody else holds the lease
 */
export async function withLease<Result>(
  services: LeaseServices,
  name: string,
  holder: string,
  work: (lease: Lease) => Promise<Result>,
): Promise<{ readonly done: Result } | 'taken'> {
  const { runs, clock } = services;
  const lease = await runs.acquire(name, holder, clock(), LEASE_MS);
  if (!lease) return 'taken';
  const stop = keepAlive(services, lease);
  try {
    return { done: await work(lease) };
  } finally {
    stop();
    await runs.release(lease);
  }
}
