import { Analytics } from '@segment/analytics-node';
import type { SampleCall } from '../sample/sample-day.ts';

/** The client's default is 15, meant for trickling events; a whole day is sent at once here. */
const EVENTS_IN_REQUEST = 200;

/** A day of events takes well below a second. */
const FLUSH_TIMEOUT_MS = 20_000;

/** Sends calls as a product backend does, with Segment's own client. */
export function createSampleClient(url: string, writeKey: string) {
  const analytics = new Analytics({ host: url, writeKey, flushAt: EVENTS_IN_REQUEST });
  let failure: unknown;
  analytics.on('error', (error) => {
    failure = error.reason ?? error;
  });
  return {
    /** Resolves when the endpoint has acknowledged them all; rejects when it refused a request. */
    async send(calls: readonly SampleCall[]): Promise<void> {
      for (const call of calls) {
        if (call.type === 'track') analytics.track(call);
        else if (call.type === 'identify') analytics.identify(call);
        else analytics.group(call);
      }
      await analytics.flush({ timeout: FLUSH_TIMEOUT_MS });
      if (failure !== undefined) {
        throw new Error('the endpoint refused sample events', { cause: failure });
      }
    },
    close: () => analytics.closeAndFlush({ timeout: FLUSH_TIMEOUT_MS }),
  };
}

export type SampleClient = ReturnType<typeof createSampleClient>;
