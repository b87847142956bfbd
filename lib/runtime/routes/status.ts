import { isoInstant } from '../../model/instant.ts';
import { listModels } from '../../model/model-versions.ts';
import { expireRun } from '../../scores/run/run-store.ts';
import { staleDays } from '../../scores/run/stale-heads.ts';
import { lastClosedHead, liveHead } from '../../scores/snapshot/snapshots.ts';
import { hoursUnsealed, MAX_COUNTED } from '../jobs/catch-up/backlog.ts';
import { lateReceipts } from '../jobs/catch-up/late-receipts.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { type ScoringServices, scoringSources } from '../services/job-sources.ts';
import type { Uses } from '../services/services.ts';

type StatusServices = ScoringServices & Uses<'alerts' | 'runs'>;

export const statusRoutes: ApiRoutes<StatusServices> = (services) => [
  {
    endpoint: 'GET /v1/status',
    role: 'read',
    summary: 'How far the fold, the scores and the alerts are',
    async handle() {
      const { seals, blocks, alerts, runs, clock } = services;
      const now = clock();
      const models = await listModels(services.documents);
      const [closed, live, pending, [run]] = await Promise.all([
        lastClosedHead(blocks, 'default'),
        liveHead(blocks, 'default'),
        alerts.pending(MAX_COUNTED),
        runs.list(1),
      ]);
      const body = {
        now: isoInstant(now),
        sealedThrough: (await seals.sealedThrough()) ?? null,
        unsealedHours: await hoursUnsealed(services),
        lastFinalDay: closed?.asOf ?? null,
        live: live ? { asOf: live.asOf } : null,
        unpublishedAlerts: pending.length,
        lastRun: run ? expireRun(run, now) : null,
        /** Closed days that later events touched; a run that names one restates it. */
        staleDays: await staleDays(
          await scoringSources(services),
          models,
          now,
          await lateReceipts(services.documents),
        ),
      };
      return { body };
    },
  },
];
