import type { ChannelName } from '../../alerts/subscription.ts';
import type { Channel, QueuedChannel } from './channel.ts';
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

/** The channel of a subscription's type; undefined when the queue does not serve it. */
export function queuedChannel(name: ChannelName): QueuedChannel | undefined {
  const channel = CHANNELS[name];
  return channel.way === 'queue' ? channel : undefined;
}
