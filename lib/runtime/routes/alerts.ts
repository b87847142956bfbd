import type { Alert } from '../../alerts/alert.ts';
import type { AlertPage, AlertStore } from '../../alerts/alert-store.ts';
import { ownersOf, segmentsOf } from '../../alerts/publish/matching-subscriptions.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import {
  type AlertQuery,
  acknowledgeSchema,
  alertQuerySchema,
} from '../../http/schema/alert-schemas.ts';
import { readQuery } from '../../http/schema/query-schemas.ts';
import { readBySchema } from '../../http/schema/read-by-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isoInstant } from '../../model/instant.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import type { Uses } from '../services/services.ts';

const PATH = '/v1/alerts';

const missing = () => new BarometerError('not_found', 'there is no alert of that id');

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
async function listAlerts(
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

export const alertRoutes: ApiRoutes<Uses<'alerts' | 'clock'>> = ({ alerts, clock }) => [
  {
    endpoint: `GET ${PATH}`,
    role: 'read',
    summary: 'Alerts that were raised, newest first',
    querySchema: alertQuerySchema,
    async handle({ query }) {
      const { cursor, ...parsed } = readQuery(alertQuerySchema, query);
      const { limit: _limit, ...filter } = parsed;
      const list = `${PATH}?${canonicalJson(filter)}`;
      const [after] = cursor === undefined ? [] : decodeCursor(list, cursor);
      const start = after === undefined ? undefined : String(after);
      const page = await listAlerts(alerts, parsed, start);
      const next = page.next === undefined ? null : encodeCursor(list, [page.next]);
      return { body: { data: page.alerts.map(({ subject: _, ...alert }) => alert), next } };
    },
  },
  {
    endpoint: `GET ${PATH}/{id}`,
    role: 'read',
    summary: 'One alert',
    async handle({ params: { id = '' } }) {
      const alert = await alerts.getAlert(id);
      if (!alert) throw missing();
      const { subject: _, ...shown } = alert;
      return { body: shown };
    },
  },
  {
    endpoint: `POST ${PATH}/{id}/acknowledge`,
    role: 'admin',
    summary: 'Note that somebody looks after an alert',
    bodySchema: acknowledgeSchema,
    async handle({ params: { id = '' }, body }) {
      const { note } = readBySchema(acknowledgeSchema, body ?? {}, 'acknowledgement');
      const alert = await alerts.getAlert(id);
      const acknowledged = { at: isoInstant(clock()), note };
      if (alert && (await alerts.replaceAlert({ ...alert, acknowledged }))) {
        return { body: { id, acknowledged } };
      }
      throw missing();
    },
  },
];
