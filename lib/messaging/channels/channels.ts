import type { ChannelName } from '../../alerts/subscription.ts';
import type { Channel, QueuedChannel, TopicChannel } from './channel.ts';
import { CONSOLE } from './console.ts';
import { EMAIL } from './email.ts';
import { SLACK } from './slack.ts';
import { WEBHOOK } from './webhook.ts';

/** Every channel. A new one is a file of its own, a line here and one in `subscription.ts`. */
export const CHANNELS: Readonly<Record<ChannelName, Channel>> = {
  webhook: WEBHOOK,
  slack: SLACK,
  email: EMAIL,
  console: CONSOLE,
};

/** The one whose words the messages of the topic have: SNS sends all its subscribers the same. */
export const TOPIC_CHANNEL: TopicChannel = EMAIL;

/** The most alerts that any channel puts into one message. */
export const MAX_ALERTS_IN_ANY_MESSAGE = Math.max(
  ...Object.values(CHANNELS).map((channel) =>
    channel.way === 'queue' ? channel.alertsPerMessage : 1,
  ),
);

/** False for a channel of a newer release, which may be stored after a rollback. */
export function isKnownChannel(name: string): name is ChannelName {
  return Object.hasOwn(CHANNELS, name);
}

/** The channel of a subscription's type; undefined when the queue of this release does not serve it. */
export function queuedChannel(name: string): QueuedChannel | undefined {
  const channel = isKnownChannel(name) ? CHANNELS[name] : undefined;
  return channel?.way === 'queue' ? channel : undefined;
}
