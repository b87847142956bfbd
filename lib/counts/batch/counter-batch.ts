import type { AcceptedEvent, RefusedEvent } from '../../events/event.ts';
import type { Day } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';

/** A daily summary that sets a cell instead of adding to it (`POST /v1/counts`). */
export interface PostedCount {
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
  /** Which part of its request this is, from 0; only split requests have more than one. */
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

/** How many rows of any sort a batch holds: what splitting can share out. */
export function batchSize(batch: CounterBatch): number {
  return batch.events.length + batch.counts.length + batch.refused.length;
}

function halves<T>(rows: readonly T[]): [readonly T[], readonly T[]] {
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
}

/** Two batches that together hold what one held, in order; the caller numbers the parts. */
export function splitBatch(batch: CounterBatch): [CounterBatch, CounterBatch] {
  const [events, laterEvents] = halves(batch.events);
  const [counts, laterCounts] = halves(batch.counts);
  const [refused, laterRefused] = halves(batch.refused);
  return [
    { ...batch, events, counts, refused },
    { ...batch, events: laterEvents, counts: laterCounts, refused: laterRefused },
  ];
}
