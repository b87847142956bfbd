import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { acknowledgeSchema, alertQuerySchema } from '../../http/schema/alert-schemas.ts';
import { readQuery } from '../../http/schema/query-schemas.ts';
import { readBySchema } from '../../http/schema/read-by-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isoInstant } from '../../model/instant.ts';
import { listAlerts } from '../read/list-alerts.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import type { Uses } from '../services/services.ts';

const PATH = '/v1/alerts';

const missing = () => new BarometerError('not_found', 'there is no alert of that id');

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
