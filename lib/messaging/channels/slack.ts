import type { QueuedChannel } from './channel.ts';
import { MAX_ALERTS_PER_MESSAGE, slackDigest, slackMessage } from './slack-message.ts';
import { isReservationValid, reserveSendTime } from './slack-send-time.ts';

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
