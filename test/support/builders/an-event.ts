import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { hourOf } from '../../../lib/model/hour.ts';
import { fingerprint } from '../../../lib/runtime/services/hash-functions.ts';

export interface EventShape {
  readonly user?: string;
  readonly anonymous?: string;
  readonly account?: string;
  readonly event?: string;
  readonly at: string;
  readonly message?: string;
  readonly dated?: boolean;
}

let made = 0;

/** An accepted event with what matters to a test; a message of its own unless one is given. */
export function anEvent(shape: EventShape): AcceptedEvent {
  const { user, anonymous, account, dated = true } = shape;
  const message = shape.message ?? `message-${made++}`;
  return {
    index: 0,
    kind: 'track',
    event: shape.event ?? 'Opened',
    occurredAt: Date.parse(shape.at),
    dated,
    fingerprint: fingerprint(['web', user ?? anonymous ?? account ?? '', message]),
    ...(anonymous && { actor: { kind: 'anonymous', id: anonymous } }),
    ...(user && { actor: { kind: 'user', id: user } }),
    ...(account && { accountId: account }),
  };
}

/** One request with some events, received at an instant. */
export function aBatch(receivedAt: string, events: readonly AcceptedEvent[]): CounterBatch {
  const instant = Date.parse(receivedAt);
  return {
    hour: hourOf(instant),
    receivedAt: instant,
    requestId: `request-${made++}`,
    part: 0,
    source: 'web',
    events: events.map((event, index) => ({ ...event, index })),
    counts: [],
    refused: [],
  };
}
