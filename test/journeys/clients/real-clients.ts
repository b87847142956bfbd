import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import LegacyAnalytics from 'analytics-node';
import { PostHog } from 'posthog-node';
import { KEYS } from '../../../fixtures/keys.ts';

/** A library as its users run it. */
export interface RealClient {
  track(userId: string, event: string, properties?: Record<string, string>): void;
  /** Sends what waits; resolves when all of it was answered or given up. */
  finish(): Promise<void>;
  /** What the library told its user. */
  readonly errors: unknown[];
}

export interface ClientOptions {
  readonly writeKey?: string;
  /** Events a batch. */
  readonly flushAt?: number;
}

export type StartClient = (host: string, options?: ClientOptions) => RealClient;

const withDefaults = (given: ClientOptions) => ({ writeKey: KEYS.write, flushAt: 5, ...given });

const segment: StartClient = (host, options = {}) => {
  const errors: unknown[] = [];
  const analytics = new Analytics({ host, maxRetries: 3, ...withDefaults(options) });
  analytics.on('error', (error) => errors.push(error));
  return {
    errors,
    track: (userId, event, properties = {}) => analytics.track({ userId, event, properties }),
    finish: () => analytics.closeAndFlush({ timeout: 30_000 }),
  };
};

/** What the two libraries have in common that grew out of the same one. */
interface CallbackClient {
  track(
    message: { userId: string; event: string; properties: Record<string, string> },
    done: () => void,
  ): unknown;
  flush(): Promise<unknown>;
}

function withCallbacks(client: CallbackClient, errors: unknown[]): RealClient {
  const waiting = new Set<Promise<void>>();
  return {
    errors,
    track(userId, event, properties = {}) {
      const done = new Promise<void>((resolve) => {
        client.track({ userId, event, properties }, resolve);
      });
      waiting.add(done);
      void done.then(() => waiting.delete(done));
    },
    async finish() {
      // A flush sends one batch, however many wait.
      while (waiting.size > 0) {
        await client.flush();
        await Promise.race(waiting);
      }
    },
  };
}

const legacySegment: StartClient = (host, options = {}) => {
  const errors: unknown[] = [];
  const errorHandler = (error: Error) => void errors.push(error);
  const { writeKey, flushAt } = withDefaults(options);
  return withCallbacks(new LegacyAnalytics(writeKey, { host, flushAt, errorHandler }), errors);
};

/** The library packs its batches with gzip and labels them as a form. */
const rudder: StartClient = (dataPlaneUrl, options = {}) => {
  const errors: unknown[] = [];
  const errorHandler = (error: Error) => void errors.push(error);
  const { writeKey, flushAt } = withDefaults(options);
  const client = new RudderAnalytics(writeKey, {
    dataPlaneUrl,
    flushAt,
    logLevel: 'none',
    errorHandler,
  });
  return withCallbacks(client, errors);
};

const posthog: StartClient = (host, options = {}) => {
  const errors: unknown[] = [];
  const { writeKey, flushAt } = withDefaults(options);
  const batches = { flushAt, maxBatchSize: flushAt };
  const client = new PostHog(writeKey, { host, ...batches, fetchRetryDelay: 200 });
  client.on('error', (error) => errors.push(error));
  return {
    errors,
    track: (distinctId, event, properties = {}) =>
      client.capture({ distinctId, event, properties }),
    finish: () => client.shutdown(30_000),
  };
};

/** Small batches and short waits; nothing else is changed in them. */
export const CLIENTS: readonly (readonly [string, StartClient])[] = [
  ['@segment/analytics-node', segment],
  ['analytics-node', legacySegment],
  ['@rudderstack/rudder-sdk-node', rudder],
  ['posthog-node', posthog],
];
