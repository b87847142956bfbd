import { HOUR_CLOSES_AFTER_MS, type Hour, hourStart, nextHour } from '../../lib/model/hour.ts';

/**
 * The only clock of everything that runs on one machine, in epoch milliseconds. It ticks in real time
 * from an instant on, and follows no later correction of the machine's time: receipts may never be
 * stamped backwards.
 */
export function createLocalClock(startAt: number) {
  let base = startAt - performance.now();
  // performance.now has fractions; receipts are whole milliseconds.
  const now = () => Math.floor(base + performance.now());
  return {
    now,
    /** Moves it forward to an instant, from which it ticks on; it never moves back. */
    stepTo(instant: number): void {
      base += Math.max(0, instant - now());
    },
  };
}

export type LocalClock = ReturnType<typeof createLocalClock>;

/** What the store holds already, which no later receipt may precede. */
export interface StoredTimes {
  readonly lastReceipt?: number | undefined;
  readonly sealedThrough?: Hour | undefined;
}

/**
 * Where the clock may start: at the requested instant, but after the last receipt and after the
 * earliest instant at which the last seal can have been made. A sealed hour is never read again,
 * so a batch stamped into it would be lost.
 */
export function earliestStart(requested: number, stored: StoredTimes): number {
  const { lastReceipt = requested - 1, sealedThrough } = stored;
  if (sealedThrough === undefined) return Math.max(requested, lastReceipt + 1);
  const sealedAt = hourStart(nextHour(sealedThrough)) + HOUR_CLOSES_AFTER_MS;
  return Math.max(requested, lastReceipt + 1, sealedAt);
}
