import { type AcceptContext, acceptEvent } from '../../../lib/events/accept-event.ts';
import type { AcceptedEvent, PostedEvent } from '../../../lib/events/event.ts';

/** Noon of 20 November 2026. */
export const RECEIVED = Date.parse('2026-11-20T12:00:00Z');

/** Received at noon by a source whose fingerprints show their parts. */
const CONTEXT: Omit<AcceptContext, 'repeats'> = {
  source: 'web',
  receivedAt: RECEIVED,
  requestId: 'r1',
  fingerprint: (parts) => parts.join('|'),
  retentionDays: 30,
  keptTraits: new Set(['plan']),
};

/** What comes of a posted event, at position 3 of a request; a tracked one unless it says otherwise. */
export function accept(given: Partial<PostedEvent>, context: Partial<AcceptContext> = {}) {
  const posted: PostedEvent = { type: 'track', name: 'Opened', ...given };
  return acceptEvent(posted, 3, { ...CONTEXT, repeats: new Map(), ...context });
}

/** The accepted event; of user `ada` unless it says otherwise. */
export function acceptedOf(
  given: Partial<PostedEvent>,
  context: Partial<AcceptContext> = {},
): AcceptedEvent {
  const outcome = accept({ userId: 'ada', ...given }, context);
  if ('reason' in outcome) throw new Error(outcome.message);
  return outcome;
}
