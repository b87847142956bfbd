import type { IdHash } from '../../model/id-hash.ts';
import type { ApiServices } from '../services/services.ts';

/** Among so many of the newest. */
const MAX_ALERTS_READ = 200;

/** What was told of one user or account of late, the newest first. */
export async function recentAlerts({ alerts }: Pick<ApiServices, 'alerts'>, hash: IdHash) {
  const { alerts: latest } = await alerts.list(MAX_ALERTS_READ);
  return latest
    .filter((alert) => alert.subject === hash)
    .map(({ id, rule, kind, day, raisedAt, title, text }) => {
      return { id, rule, kind, day, raisedAt, title, text };
    });
}
