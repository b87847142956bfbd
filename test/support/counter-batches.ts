import type { CounterBatch } from '../../lib/counts/counter-batch.ts';
import type { AcceptedEvent } from '../../lib/events/event.ts';
import { hourOf } from '../../lib/model/hour.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const NAMES = [
  'Project Created',
  'Task Completed',
  'Teammate Invited',
  'Report Viewed',
  'Data Exported',
  'Dashboard Opened',
  'Comment Added',
  'File Uploaded',
  'Search Performed',
  'Integration Added',
  'Viewed Home Page',
  'Viewed Plan Page',
];

/** A repeatable stream of numbers from 0 to below a limit (mulberry32). */
export function numbersFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

function textOf(next: (limit: number) => number, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(next(alphabet.length))).join('');
}

export interface BatchShape {
  readonly events: number;
  readonly users: number;
  readonly accounts: number;
  readonly receivedAt?: number;
  readonly seed?: number;
}

const RECEIVED_AT = Date.UTC(2026, 10, 21, 14, 3, 7, 123);

/** A request of a product backend: 28-character ids, 12 event names, ten seconds of events. */
export function realisticBatch(shape: BatchShape): CounterBatch {
  const { events, users, accounts, receivedAt = RECEIVED_AT, seed = 1 } = shape;
  const next = numbersFrom(seed);
  const userIds = Array.from({ length: users }, () => textOf(next, ALPHABET, 28));
  const accountIds = Array.from({ length: accounts }, () => textOf(next, ALPHABET, 28));
  let at = receivedAt - 10_000;
  const accepted = Array.from({ length: events }, (_, index): AcceptedEvent => {
    const user = index < users ? index : next(users);
    at += next(20_000 / events);
    return {
      index,
      kind: 'track',
      actor: { kind: 'user', id: userIds[user] ?? '' },
      accountId: accountIds[user % accounts] ?? '',
      event: NAMES[next(NAMES.length)] ?? '',
      at,
      dated: true,
      fingerprint: textOf(next, '0123456789abcdef', 16),
    };
  });
  return {
    hour: hourOf(receivedAt),
    receivedAt,
    requestId: textOf(next, '0123456789abcdef', 36),
    part: 0,
    source: 'backend',
    events: accepted,
    counts: [],
    refused: [],
  };
}
