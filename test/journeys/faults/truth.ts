import { type Day, dayOf } from '../../../lib/model/day.ts';
import type { HashId } from '../../../lib/model/id-hash.ts';
import type { Posted } from './posted-stream.ts';

/** Counts by day, user, account and event. */
export type Cells = ReadonlyMap<string, number>;

export function cellKey(day: string, user: string, account: string, event: string): string {
  return JSON.stringify([day, user, account, event]);
}

interface Known {
  readonly posted: Posted;
  acknowledged: boolean;
  /** For an event without a timestamp: the receipt of the first put that held it. */
  receivedAt: number;
}

/**
 * What the counts have to be, kept beside the service: each event once in its cell, however often
 * it was sent. Nothing of the service's own counting is used.
 */
export class Truth {
  readonly #known = new Map<Posted, Known>();

  sent(events: readonly Posted[]): void {
    for (const posted of events) {
      if (this.#known.has(posted)) continue;
      this.#known.set(posted, {
        posted,
        acknowledged: false,
        receivedAt: Number.POSITIVE_INFINITY,
      });
    }
  }

  /** A put acted, whether or not its answer came through. */
  stored(events: readonly Posted[], receivedAt: number): void {
    for (const posted of events) {
      const known = this.#known.get(posted);
      if (known) known.receivedAt = Math.min(known.receivedAt, receivedAt);
    }
  }

  acknowledged(events: readonly Posted[]): void {
    for (const posted of events) {
      const known = this.#known.get(posted);
      if (known) known.acknowledged = true;
    }
  }

  /** The cells of everything sent, or of what was acknowledged; of one day or of all. */
  cells(which: 'sent' | 'acknowledged', hashId: HashId, day?: Day): Cells {
    const cells = new Map<string, number>();
    for (const { posted, acknowledged, receivedAt } of this.#known.values()) {
      const at = posted.at ?? receivedAt;
      if ((which === 'acknowledged' && !acknowledged) || !Number.isFinite(at)) continue;
      if (day !== undefined && dayOf(at) !== day) continue;
      const key = cellKey(
        dayOf(at),
        userOf(posted, hashId),
        accountOf(posted, hashId),
        posted.event,
      );
      cells.set(key, (cells.get(key) ?? 0) + 1);
    }
    return cells;
  }
}

function userOf({ user, anonymous }: Posted, hashId: HashId): string {
  if (user) return hashId('user', user);
  return anonymous ? hashId('anonymous', anonymous) : '';
}

function accountOf({ account }: Posted, hashId: HashId): string {
  return account ? hashId('account', account) : '';
}

/** The cells that say too little or too much. */
export function miscounted(counted: Cells, atLeast: Cells, atMost: Cells): string[] {
  const keys = new Set([...counted.keys(), ...atLeast.keys(), ...atMost.keys()]);
  return [...keys].filter((key) => {
    const count = counted.get(key) ?? 0;
    return count < (atLeast.get(key) ?? 0) || count > (atMost.get(key) ?? 0);
  });
}
