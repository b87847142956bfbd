import { type Answer, send } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { createApi } from '../../../functions/api.ts';
import { createIngest } from '../../../functions/ingest.ts';
import { runRequested } from '../../../lib/runtime/jobs/score/run-score.ts';
import type { Run } from '../../../lib/scores/run/run-store.ts';
import { type TestServices, testServices } from './test-services.ts';

/** `[user, account, event, count]`: that many events at noon of a day. */
export type Activity = readonly [user: string, account: string, event: string, count: number];

/** The whole service on stores in memory: what comes in, scoring runs, and what is answered. */
export interface ScoringWorld {
  readonly services: TestServices;
  post(path: string, body: unknown): Promise<Answer>;
  /** Posts daily sums, which is quicker than as many events. */
  count(day: string, activities: readonly Activity[]): Promise<void>;
  /** Closes a day, or computes live, and returns the run as it ended. */
  run(asOf?: string): Promise<Run>;
  get(path: string, query?: string, headers?: Record<string, string>): Promise<Answer>;
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
}

let runs = 0;

export async function scoringWorld(): Promise<ScoringWorld> {
  const services = await testServices();
  const api = createApi(services);
  const ingest = createIngest(services);
  const publisher = { publish: async () => [] };
  const post = (path: string, body: unknown) => send(ingest, path, { key: KEYS.write, body });
  return {
    services,
    post,
    async count(day, activities) {
      const counts = activities.map(([userId, accountId, event, count]) => {
        return { ...(userId && { userId }), ...(accountId && { accountId }), event, day, count };
      });
      services.time.now += 1_000;
      await post('/v1/counts', { counts });
    },
    async run(asOf) {
      const requestedAt = new Date(services.time.now).toISOString();
      const runId = `run-${++runs}`;
      await services.runs.put({
        runId,
        ...(asOf !== undefined && { asOf }),
        trigger: 'request',
        status: 'running',
        requestedAt,
      });
      return runRequested({ ...services, publisher }, runId);
    },
    get: (path, query = '', headers = {}) =>
      send(api, path, { method: 'GET', key: KEYS.read, query, headers }),
    admin: (method, path, body) => send(api, path, { method, key: KEYS.admin, body }),
  };
}
