import type { Fate } from './faulty.ts';

/** A process and whether it still lives: a dead one reaches no store and answers nobody. */
export interface Life {
  dead: boolean;
}

export interface FateCount {
  calls: number;
  failed: number;
  unacknowledged: number;
  sentAgain: number;
  deaths: number;
}

/** Decides what befalls each call of a process. */
export interface FateWheel {
  readonly count: FateCount;
  of(life: Life): Fate;
}

/**
 * Of 1,000 calls `perThousand` fail: a third before they act, a third by losing the answer, a third
 * by ending the process; half of the lost answers make the SDK send the call again, half of the dead had acted.
 * Everything a dead process calls afterwards fails before it acts.
 */
export function fateWheel(next: (limit: number) => number, perThousand: number): FateWheel {
  const count: FateCount = { calls: 0, failed: 0, unacknowledged: 0, sentAgain: 0, deaths: 0 };
  const ill = (life: Life): Fate => {
    const kind = next(6);
    if (kind < 2) {
      count.failed++;
      return 'fails before';
    }
    if (kind === 2) {
      count.unacknowledged++;
      return 'dies after';
    }
    if (kind === 3) {
      count.sentAgain++;
      return 'sent again';
    }
    count.deaths++;
    life.dead = true;
    return kind === 4 ? 'fails before' : 'dies after';
  };
  return {
    count,
    of(life) {
      if (life.dead) return 'fails before';
      count.calls++;
      return next(1_000) < perThousand ? ill(life) : 'works';
    },
  };
}

/** What a fate says when it strikes; every other error is a fault of the code under test. */
export function isInjected(error: unknown): boolean {
  return error instanceof Error && /^(\w+ failed|died after \w+)$/.test(error.message);
}
