import type { Alert } from './alert.ts';

/** Port: tells the bus, the topic and the subscriptions. */
export interface AlertPublisher {
  /** Answers the ids that every way out took; the others are tried again later. */
  publish(alerts: readonly Alert[]): Promise<readonly string[]>;
}
