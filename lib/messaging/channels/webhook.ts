import { alertPayload } from '../../alerts/message/alert-event.ts';
import { digestPayload } from '../../alerts/message/digest.ts';
import type { Subscription } from '../../alerts/subscription.ts';
import { instantMs } from '../../model/instant.ts';
import type { QueuedChannel } from './channel.ts';
import { secretFault, signatureHeaders } from './webhook-signature.ts';

/** The current secret first, and the one before it while receivers change over. */
function secretsOf(
  { secret, previousSecret, previousUntil }: Subscription,
  atMs: number,
): readonly string[] {
  const isOver = previousUntil !== undefined && instantMs(previousUntil) <= atMs;
  return [secret, isOver ? undefined : previousSecret].filter(
    (each): each is string => each !== undefined && secretFault(each) === undefined,
  );
}

/** JSON to any receiver, signed as Standard Webhooks 1.0.0 has it. */
export const WEBHOOK: QueuedChannel = {
  way: 'queue',
  isSigned: true,
  alertsPerMessage: 1,
  alertPayload: ([alert]) => alertPayload(alert),
  digestPayload,
  trialPayload: (message, timestamp) => ({ type: 'test', timestamp, data: { message } }),
  headers(attempt, subscription) {
    const secrets = secretsOf(subscription, attempt.atMs);
    if (secrets.length === 0) return 'the subscription has no secret to sign by';
    return signatureHeaders({ ...attempt, secrets });
  },
};
