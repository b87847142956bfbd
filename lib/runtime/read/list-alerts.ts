import type { Alert } from '../../alerts/alert.ts';
import type { AlertPage, AlertStore } from '../../alerts/alert-store.ts';
import { ownersOf, segmentsOf } from '../../alerts/publish/matching-subscriptions.ts';
import type { AlertQuery } from '../../http/schema/alert-schemas.ts';

/** Which alerts a request is about; every filter given must let one pass. */
type AlertFilter = Omit<AlertQuery, 'limit' | 'cursor'>;

/** Alerts read at most for one page: a filter that lets nothing pass must end. */
const MAX_READ = 5_000;

const EQUALITY_FIELDS = ['kind', 'rule', 'severity', 'scope'] as const;

function passes(filter: AlertFilter, alert: Alert): boolean {
  const { owner, segment, subject, acknowledged } = filter;
  return (
    EQUALITY_FIELDS.every(
      (field) => filter[field] === undefined || filter[field] === alert[field],
    ) &&
    (owner === undefined || ownersOf(alert).includes(owner)) &&
    (segment === undefined || segmentsOf(alert).includes(segment)) &&
    (subject === undefined || alert.subjectId === subject) &&
    (acknowledged === undefined || (acknowledged === 'true') === (alert.acknowledged !== undefined))
  );
}

/** Returns the newest alerts that pass; a page may be short while there is a next one. */
export async function listAlerts(
  store: Pick<AlertStore, 'list'>,
  { limit, ...filter }: Omit<AlertQuery, 'cursor'>,
  cursor?: string,
): Promise<AlertPage> {
  const found: Alert[] = [];
  let read = 0;
  let next = cursor;
  do {
    // As many as are missing, so that the page ends where the cursor goes on.
    const page = await store.list(limit - found.length, next);
    found.push(...page.alerts.filter((alert) => passes(filter, alert)));
    read += page.alerts.length;
    next = page.next;
  } while (next !== undefined && found.length < limit && read < MAX_READ);
  return { alerts: found, ...(next !== undefined && { next }) };
}
