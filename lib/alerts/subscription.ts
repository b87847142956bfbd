import type { AlertKind, Severity } from './rule.ts';

/** The channels, in the order in which they are described. */
export const CHANNEL_NAMES = ['webhook', 'slack', 'email', 'console'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** The field that says where a channel leads; the console leads nowhere else. */
export const ADDRESS_FIELDS: Readonly<Record<ChannelName, 'url' | 'address' | 'none'>> = {
  webhook: 'url',
  slack: 'url',
  email: 'address',
  console: 'none',
};

/** Who wants which alerts, by which channel. */
export interface Subscription {
  readonly id: string;
  readonly type: ChannelName;
  readonly url?: string;
  readonly address?: string;
  /** @default all */
  readonly kinds?: readonly AlertKind[];
  readonly rules?: readonly string[];
  /** @default all */
  readonly severities?: readonly Severity[];
  readonly segment?: string;
  readonly owner?: string;
  readonly digest?: 'daily';
  readonly enabled: boolean;
  /** Email: what the topic calls it. */
  readonly topicName?: string;
  /** Webhooks: what signs the deliveries; `whsec_` and base64, made at first put. */
  readonly secret?: string;
  /** Signs as well while receivers change over to `secret`. */
  readonly previousSecret?: string;
  /** ISO 8601: from then on `secret` signs alone. */
  readonly previousUntil?: string;
}
