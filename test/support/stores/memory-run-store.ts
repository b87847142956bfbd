import type { Lease, Run, RunStore } from '../../../lib/scores/run/run-store.ts';
import { copyOf } from './copy-of.ts';

/** Twin of the runs and leases in DynamoDB. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, Run>();
  /** Free leases stay, for their tokens must go on growing. */
  readonly #leases = new Map<string, Lease>();

  async put(run: Run): Promise<void> {
    this.#runs.set(run.runId, copyOf(run));
  }

  async get(runId: string): Promise<Run | undefined> {
    const run = this.#runs.get(runId);
    return run && copyOf(run);
  }

  async list(limit: number): Promise<readonly Run[]> {
    const newestFirst = [...this.#runs.values()].sort((a, b) => (orderOf(a) > orderOf(b) ? -1 : 1));
    return copyOf(newestFirst.slice(0, limit));
  }

  async acquire(
    name: string,
    holder: string,
    now: number,
    milliseconds: number,
  ): Promise<Lease | undefined> {
    const known = this.#leases.get(name);
    const inForce = known !== undefined && known.holder !== '' && known.expiresAt > now;
    if (inForce && known.holder !== holder) return undefined;
    const token = inForce ? known.token : (known?.token ?? 0) + 1;
    const lease = { name, holder, token, expiresAt: now + milliseconds };
    this.#leases.set(name, lease);
    return copyOf(lease);
  }

  async renew(lease: Lease, expiresAt: number): Promise<void> {
    if (await this.holds(lease)) this.#leases.set(lease.name, { ...lease, expiresAt });
  }

  async holds(lease: Lease): Promise<boolean> {
    const known = this.#leases.get(lease.name);
    return known?.token === lease.token && known.holder === lease.holder;
  }

  async release(lease: Lease): Promise<void> {
    if (await this.holds(lease)) await this.breakLease(lease.name);
  }

  async breakLease(name: string): Promise<void> {
    const known = this.#leases.get(name);
    if (known) this.#leases.set(name, { ...known, holder: '', expiresAt: 0 });
  }
}

function orderOf(run: Run): string {
  return `${run.requestedAt}#${run.runId}`;
}
