import { firstOpenHour } from '../../counts/read-counts.ts';
import { hourStart, lastClosedHour, MS_PER_HOUR, nextHour } from '../../model/hour.ts';
import { lastClosedHead, liveHead } from '../../scores/snapshots.ts';
import type { ApiRoutes } from '../api-route.ts';
import { countSources } from '../job-sources.ts';

/** So many rule states with unpublished alerts are counted; more is trouble enough. */
const COUNTED_AT_MOST = 100;

export const statusRoutes: ApiRoutes = (services) => [
  {
    method: 'GET',
    path: '/v1/status',
    role: 'read',
    summary: 'How far the fold, the scores and the alerts are',
    async handle() {
      const { seals, blocks, alerts, runs, clock } = services;
      const now = clock();
      const open = await firstOpenHour(await countSources(services), now);
      const isLate = open <= lastClosedHour(now);
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
        unsealedHours: isLate ? (now - hourStart(nextHour(open))) / MS_PER_HOUR : 0,
        lastFinalDay: closed?.asOf ?? null,
        live: live ? { asOf: live.asOf } : null,
        unpublishedAlerts: pending.length,
        lastRun: run ?? null,
      };
      return { status: 200, body };
    },
  },
];
