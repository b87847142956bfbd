import type { CounterBatch } from './counter-batch.ts';

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
