import { listModels } from '../../model/models.ts';
import { endedRun } from '../../scores/ended-run.ts';
import { lastClosedHead, liveHead } from '../../scores/snapshots.ts';
import { staleDays } from '../../scores/status-days.ts';
import type { ApiRoutes } from '../api-route.ts';
import { COUNTED_AT_MOST, hoursUnsealed } from '../backlog.ts';
import { scoringSources } from '../job-sources.ts';

export const statusRoutes: ApiRoutes = (services) => [
  {
    method: 'GET',
    path: '/v1/status',
    role: 'read',
    summary: 'How far the fold, the scores and the alerts are',
    async handle() {
      const { seals, blocks, alerts, runs, clock } = services;
      const now = clock();
      const models = await listModels(services.documents);
      const [closed, live, pending, [run]] = await Promise.all([
        lastClosedHead(blocks, 'default'),
        liveHead(blocks, 'default'),
        alerts.pending(COUNTED_AT_MOST),
        runs.list(1),
      ]);
      const body = {
        now: new Date(now).toISOString(),
        sealedThrough: (await seals.sealedThrough()) ?? null,
        /** Hours since the oldest hour that is closed and not sealed ended; 0 when there is none. */
        unsealedHours: await hoursUnsealed(services),
        lastFinalDay: closed?.asOf ?? null,
        live: live ? { asOf: live.asOf } : null,
        unpublishedAlerts: pending.length,
        lastRun: run ? endedRun(run, now) : null,
        /** Closed days that later events touched; a run that names one restates it. */
        staleDays: await staleDays(await scoringSources(services), models, now),
      };
      return { status: 200, body };
    },
  },
];
