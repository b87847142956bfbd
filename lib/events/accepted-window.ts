import { type Day, dayOf, MS_PER_DAY } from '../model/day.ts';
import type { Refusal } from './event.ts';
import { refuse } from './refuse.ts';

/** Clocks run ahead and zones get mixed up, but by no more than a day. */
const MAX_AHEAD_MS = MS_PER_DAY;

export interface Receipt {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly retentionDays: number;
}

/** An instant counts from the retention back to 24 hours ahead of its receipt. */
export function instantFault(occurredAt: number, receipt: Receipt): Refusal | undefined {
  if (occurredAt > receipt.receivedAt + MAX_AHEAD_MS) {
    return refuse('in_the_future', 'the timestamp is more than 24 hours ahead');
  }
  if (occurredAt < receipt.receivedAt - receipt.retentionDays * MS_PER_DAY) {
    return refuse('too_old', `the timestamp is more than ${receipt.retentionDays} days ago`);
  }
  return undefined;
}

/** A day counts when any instant of it does. */
export function dayFault(day: Day, receipt: Receipt): Refusal | undefined {
  if (day > dayOf(receipt.receivedAt + MAX_AHEAD_MS)) {
    return refuse('in_the_future', 'the day is more than 24 hours ahead');
  }
  if (day < dayOf(receipt.receivedAt - receipt.retentionDays * MS_PER_DAY)) {
    return refuse('too_old', `the day is more than ${receipt.retentionDays} days ago`);
  }
  return undefined;
}
