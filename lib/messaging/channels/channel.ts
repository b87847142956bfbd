import type { Alert } from '../../alerts/alert.ts';
import type { Digest } from '../../alerts/message/digest.ts';
import type { Subscription } from '../../alerts/subscription.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { SignatureInput } from './webhook-signature.ts';

/** How messages to one address are kept apart, whoever sends them. */
export interface Pacing {
  /** Whether a time that was reserved, in epoch milliseconds, is now and was not missed. */
  readonly isDue: (sendAt: number | undefined, now: number) => boolean;
  /** Returns the reserved epoch milliseconds; undefined when too many wanted one at once. */
  readonly reserve: (
    documents: Pick<DocumentStore, 'get' | 'put'>,
    url: string,
    now: number,
  ) => Promise<number | undefined>;
}

/** Posts JSON to the `url` of a subscription, by the queue of deliveries and its schedule. */
export interface QueuedChannel {
  readonly way: 'queue';
  /** Whether its subscriptions have a secret that signs each message. */
  readonly isSigned: boolean;
  readonly alertsPerMessage: number;
  readonly alertPayload: (alerts: readonly [Alert, ...Alert[]]) => object;
  readonly digestPayload: (digest: Digest) => object;
  /** What a trial posts; `timestamp` is ISO 8601. */
  readonly trialPayload: (message: string, timestamp: string) => object;
  /** Returns the headers of an attempt, or in words why nothing can be posted. */
  readonly headers: (
    attempt: Omit<SignatureInput, 'secrets'>,
    subscription: Subscription,
  ) => Readonly<Record<string, string>> | string;
  /** @default messages go as they come */
  readonly pacing?: Pacing;
}

/** Goes to the `address` of a subscription by a topic that filters by itself. */
export interface TopicChannel {
  readonly way: 'topic';
  /** What of a subscription the topic cannot do, in words; undefined when it can. */
  readonly fault: (subscription: Subscription) => string | undefined;
  readonly alertMessage: (alert: Alert) => TopicMessage;
  readonly digestMessage: (digest: Digest) => TopicMessage;
}

export interface TopicMessage {
  /** One line of ASCII. */
  readonly subject: string;
  readonly body: string;
}

/** Is printed by the process that raises alerts, where somebody looks at it. */
export interface ConsoleChannel {
  readonly way: 'console';
  readonly alertLine: (alert: Alert) => string;
  readonly digestLines: (digest: Digest) => readonly string[];
}

/** How alerts reach the subscriptions of one type. */
export type Channel = QueuedChannel | TopicChannel | ConsoleChannel;
