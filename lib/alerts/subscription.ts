import type { AlertKind, Severity } from './rule.ts';

/** Who wants which alerts, by which channel. */
export interface Subscription {
  readonly id: string;
  readonly type: 'webhook' | 'slack' | 'email' | 'console';
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
