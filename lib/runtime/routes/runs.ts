import { randomUUID } from 'node:crypto';
import { problem } from '../../http/problem.ts';
import { runRequestSchema } from '../../http/schema/admin-schemas.ts';
import { newestQuerySchema, readQuery } from '../../http/schema/query-schemas.ts';
import { readBySchema, throwFaults } from '../../http/schema/read-by-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { type Day, dayOf } from '../../model/day.ts';
import { isoInstant } from '../../model/instant.ts';
import { expireRun, type Run } from '../../scores/run/run-store.ts';
import { ensureComputable } from '../jobs/score/ensure-computable.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { errorFields } from '../services/log.ts';
import type { Uses } from '../services/services.ts';

type RunServices = Uses<
  'runs' | 'startRun' | 'clock' | 'log' | 'blocks' | 'documents' | 'settings'
>;

/** The day to close; undefined for a live run, which is what today means. */
function dayToClose(body: unknown, now: number): Day | undefined {
  const { asOf } = readBySchema(runRequestSchema, body ?? {}, 'run request');
  const today = dayOf(now);
  if (asOf === undefined || asOf === 'live' || asOf === today) return undefined;
  if (asOf < today) return asOf;
  const message = `must be no later than today, ${today}, got ${asOf}`;
  return throwFaults('run request', [{ path: 'asOf', message }]);
}

async function requestRun(services: RunServices, body: unknown) {
  const asOf = dayToClose(body, services.clock());
  if (asOf !== undefined) await ensureComputable(services, asOf);
  return start(services, asOf);
}

async function start({ runs, startRun, clock, log }: RunServices, asOf: Day | undefined) {
  const runId = randomUUID();
  const requestedAt = isoInstant(clock());
  const request = { trigger: 'request', status: 'running', requestedAt } as const;
  const run: Run = { runId, ...(asOf !== undefined && { asOf }), ...request };
  await runs.put(run);
  try {
    await startRun(run);
  } catch (error) {
    log.error('a run could not be started', errorFields(error));
    const finishedAt = isoInstant(clock());
    await runs.put({ ...run, status: 'failed', finishedAt, error: 'it could not be started' });
    return problem('unavailable', 'the run could not be started, try again');
  }
  return { body: { runId } };
}

export const runRoutes: ApiRoutes<RunServices> = (services) => [
  {
    endpoint: 'POST /v1/runs',
    role: 'admin',
    summary: 'Compute a day, or live; includes every event acknowledged before',
    bodySchema: runRequestSchema,
    status: 202,
    handle: ({ body }) => requestRun(services, body),
  },
  {
    endpoint: 'GET /v1/runs',
    role: 'read',
    summary: 'The newest runs first',
    querySchema: newestQuerySchema,
    async handle({ query }) {
      const { limit } = readQuery(newestQuerySchema, query);
      const data = (await services.runs.list(limit)).map((run) => expireRun(run, services.clock()));
      return { body: { data, next: null } };
    },
  },
  {
    endpoint: 'GET /v1/runs/{runId}',
    role: 'read',
    summary: 'One run: running, done with figures, or failed with why',
    async handle({ params: { runId = '' } }) {
      const run = await services.runs.get(runId);
      if (!run) throw new BarometerError('not_found', 'there is no run of that id');
      return { body: expireRun(run, services.clock()) };
    },
  },
];
