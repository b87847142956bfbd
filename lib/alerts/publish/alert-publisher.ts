import type { Alert } from '../alert.ts';
import type { Digest } from '../message/digest.ts';
import type { ScoresComputed } from '../scores-computed.ts';
import type { Subscription } from '../subscription.ts';

/** Port: tells the bus, the topic and the subscriptions. */
export interface AlertPublisher {
  /** Returns the ids that every way out took; the others are tried again later. */
  publish(alerts: readonly Alert[]): Promise<readonly string[]>;
  /** Tells programs that a run is done; throws when nobody took it. */
  announce?(event: ScoresComputed): Promise<void>;
  /** Sends a digest to its subscription; returns whether it is under way. */
  sendDigest?(digest: Digest, subscription: Subscription): Promise<boolean>;
}
