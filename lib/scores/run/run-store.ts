import type { Day } from '../../model/day.ts';

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
  /** Whether this is still the lease in force. */
  holds(lease: Lease): Promise<boolean>;
  release(lease: Lease): Promise<void>;
  /** Frees a lease whoever has it: for a start-up that knows the holder is dead. */
  breakLease(name: string): Promise<void>;
}
