import type { Day } from '../../model/day.ts';
import { instantMs, isoInstant } from '../../model/instant.ts';

/** One scoring run: what was requested and what came of it. */
export interface Run {
  readonly runId: string;
  /** The day to close; undefined for a live run. */
  readonly asOf?: Day;
  readonly trigger: 'schedule' | 'request' | 'start';
  readonly status: 'running' | 'done' | 'failed';
  readonly requestedAt: string;
  /** When its work began, the last time it was tried. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** How often it was begun. */
  readonly tries?: number;
  /** What a run waits for that could not begin, in a sentence. */
  readonly note?: string;
  /** Figures of a run that is done: users, accounts, alerts, restated, milliseconds and others. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Why it failed, in a sentence. */
  readonly error?: string;
}

/** The right to run, for a while. A holder whose token is not the newest has lost it. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows with every change of holder: writes by an older one are refused. */
  readonly token: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Port: runs and the leases that serialise them. */
export interface RunStore {
  put(run: Run): Promise<void>;
  get(runId: string): Promise<Run | undefined>;
  /** The newest first, by `requestedAt`. */
  list(limit: number): Promise<readonly Run[]>;
  /** Takes a lease that is free, expired or already the holder's; undefined when another has it. */
  acquire(
    name: string,
    holder: string,
    now: number,
    milliseconds: number,
  ): Promise<Lease | undefined>;
  /** Lengthens a lease that nobody else took since, even one that has expired. */
  renew(lease: Lease, expiresAt: number): Promise<void>;
  holds(lease: Lease): Promise<boolean>;
  release(lease: Lease): Promise<void>;
  /** Frees a lease whoever has it: for a start-up that knows the holder is dead. */
  breakLease(name: string): Promise<void>;
}

/** Lambda ends a function after 15 minutes. */
export const RUN_MINUTES = 15;

const MS_PER_MINUTE = 60_000;

/**
 * Returns a run as it is shown: a process that was killed could not say so, so a run that has been
 * under way for longer than 15 minutes is shown as failed. What is stored stays: it may end well.
 */
export function expireRun(run: Run, now: number): Run {
  if (run.status !== 'running') return run;
  const deadline = instantMs(run.startedAt ?? run.requestedAt) + RUN_MINUTES * MS_PER_MINUTE;
  if (now <= deadline) return run;
  const finishedAt = isoInstant(deadline);
  const error = `it did not end within ${RUN_MINUTES} minutes, so its process was stopped; start another`;
  return { ...run, status: 'failed', finishedAt, error };
}
