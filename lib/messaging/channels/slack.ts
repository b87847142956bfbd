import { createHash } from 'node:crypto';
import { type DocumentStore, updateDocument } from '../../model/document-store.ts';
import type { QueuedChannel } from './channel.ts';
import { MAX_ALERTS_PER_MESSAGE, slackDigest, slackMessage } from './slack-message.ts';

/** Slack takes about one message a second for an incoming webhook, and answers 429 beyond. */
const SPACING_MS = 1_000;

/** A time this long ago was missed: whoever comes late reserves again, or all would come at once. */
const RESERVATION_TTL_MS = 5_000;

/** Others who reserve at the same time. */
const ATTEMPTS = 10;

/** When the next message may go to an address, whoever sends it; epoch milliseconds. */
interface SendSchedule {
  readonly freeAt: number;
}

/** The address is a secret, so it is kept as a hash. */
function sendScheduleId(url: string): string {
  return `slack-pace/${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
}

/** True from the reserved time on, until it counts as missed; both are epoch milliseconds. */
export function isReservationValid(sendAt: number | undefined, now: number): boolean {
  return sendAt !== undefined && sendAt <= now && now - sendAt < RESERVATION_TTL_MS;
}

/**
 * Reserves the next second of an address: conditional puts let one sender have it, so the rate
 * holds over all workers. Undefined when too many wanted one at once. Throws what the store throws.
 */
export async function reserveSendTime(
  documents: Pick<DocumentStore, 'get' | 'put'>,
  url: string,
  now: number,
): Promise<number | undefined> {
  const id = sendScheduleId(url);
  return updateDocument(
    () => documents.get<SendSchedule>('setting', id),
    async (stored) => {
      const sendAt = Math.max(now, stored?.body.freeAt ?? 0);
      const schedule = { freeAt: sendAt + SPACING_MS };
      const isWritten = await documents.put('setting', id, schedule, stored?.version ?? 0);
      return isWritten && sendAt;
    },
    ATTEMPTS,
  );
}

/** An incoming webhook of Slack: its address is its secret, and it takes one message a second. */
export const SLACK: QueuedChannel = {
  way: 'queue',
  isSigned: false,
  alertsPerMessage: MAX_ALERTS_PER_MESSAGE,
  alertPayload: slackMessage,
  digestPayload: slackDigest,
  trialPayload: (text) => ({ text }),
  headers: () => ({}),
  pacing: { isDue: isReservationValid, reserve: reserveSendTime },
};
