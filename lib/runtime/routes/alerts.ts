import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { acknowledgeSchema, alertQuerySchema } from '../../http/schema/alert-schemas.ts';
import { readQuery } from '../../http/schema/query-schemas.ts';
import { readBySchema } from '../../http/schema/read-by-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isoInstant } from '../../model/instant.ts';
import { listAlerts } from '../read/list-alerts.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { ApiServices } from '../services/services.ts';

type AlertServices = Pick<ApiServices, 'alerts' | 'clock'>;

const PATH = '/v1/alerts';

const acknowledgeRoute = ({ alerts, clock }: AlertServices): ApiRoute => ({
  method: 'POST',
  path: `${PATH}/{id}/acknowledge`,
  role: 'admin',
  summary: 'Note that somebody looks after an alert',
  bodySchema: acknowledgeSchema,
  async handle({ params: { id = '' }, body }) {
    const { note } = readBySchema(acknowledgeSchema, body ?? {}, 'acknowledgement');
    const alert = await alerts.getAlert(id);
    const acknowledged = { at: isoInstant(clock()), note };
    if (!alert || !(await alerts.replaceAlert({ ...alert, acknowledged }))) {
      throw new BarometerError('not_found', 'there is no alert of that id');
    }
    return { status: 200, body: { id, acknowledged } };
  },
});

const readRoutes = ({ alerts }: AlertServices): readonly ApiRoute[] => [
  {
    method: 'GET',
    path: PATH,
    role: 'read',
    summary: 'Alerts that were raised, newest first',
    querySchema: alertQuerySchema,
    async handle({ query }) {
      const { cursor, ...parsed } = readQuery(alertQuerySchema, query);
      const { limit: _limit, ...filter } = parsed;
      const list = `${PATH}?${canonicalJson(filter)}`;
      const [after] = cursor === undefined ? [] : decodeCursor(list, cursor);
      const page = await listAlerts(
        alerts,
        parsed,
        after === undefined ? undefined : String(after),
      );
      const next = page.next === undefined ? null : encodeCursor(list, [page.next]);
      const data = page.alerts.map(({ subject: _, ...alert }) => alert);
      return { status: 200, body: { data, next } };
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{id}`,
    role: 'read',
    summary: 'One alert',
    async handle({ params: { id = '' } }) {
      const alert = await alerts.getAlert(id);
      if (!alert) throw new BarometerError('not_found', 'there is no alert of that id');
      const { subject: _, ...shown } = alert;
      return { status: 200, body: shown };
    },
  },
];

export const alertRoutes: ApiRoutes<AlertServices> = (services) => [
  ...readRoutes(services),
  acknowledgeRoute(services),
];
