import type { AcceptedEvent, RefusedEvent } from '../../events/event.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';

/** A daily summary that sets a cell instead of adding to it (`POST /v1/counts`). */
export interface PostedCount {
  /** Its position in the request, from 0. */
  readonly index: number;
  readonly userId?: string;
  readonly accountId?: string;
  readonly event: string;
  readonly day: Day;
  /** What the cell is set to; 0 clears it. */
  readonly count: number;
  /** The highest version wins, then the latest receipt. */
  readonly version?: number;
}

/**
 * All that one request brought: immutable, written once by one put, never counted up.
 * A request over 390 KB is several parts that are acknowledged together.
 */
export interface CounterBatch {
  /** The UTC hour of `receivedAt`, under which it is stored. */
  readonly hour: Hour;
  /** Epoch milliseconds, stamped before the put. */
  readonly receivedAt: number;
  readonly requestId: string;
  /** From 0; only split requests have more than one. */
  readonly part: number;
  readonly source: string;
  readonly events: readonly AcceptedEvent[];
  readonly counts: readonly PostedCount[];
  readonly refused: readonly RefusedEvent[];
}

/** The order in which copies of one event stand: the first one wins. */
export function inReceiptOrder(a: CounterBatch, b: CounterBatch): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt - b.receivedAt;
  if (a.requestId !== b.requestId) return a.requestId < b.requestId ? -1 : 1;
  return a.part - b.part;
}
