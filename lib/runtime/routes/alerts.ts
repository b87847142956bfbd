import { acknowledgeSchema, alertQuerySchema } from '../../http/alert-schemas.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { readQuery } from '../../http/list-query.ts';
import { readAs } from '../../http/read-as.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { canonicalText } from '../../model/canonical-text.ts';
import { listAlerts } from '../alert-list.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import type { ApiServices } from '../services.ts';

const PATH = '/v1/alerts';

const acknowledging = ({ alerts, clock }: ApiServices): ApiRoute => ({
  method: 'POST',
  path: `${PATH}/{id}/acknowledge`,
  role: 'admin',
  summary: 'Note that somebody looks after an alert',
  bodySchema: acknowledgeSchema,
  async handle({ params: { id = '' }, body }) {
    const { note } = readAs(acknowledgeSchema, body ?? {}, 'acknowledgement');
    const alert = await alerts.getAlert(id);
    const acknowledged = { at: new Date(clock()).toISOString(), note };
    if (!alert || !(await alerts.replaceAlert({ ...alert, acknowledged }))) {
      throw new BarometerError('not_found', 'there is no alert of that id');
    }
    return { status: 200, body: { id, acknowledged } };
  },
});

const reading = ({ alerts }: ApiServices): readonly ApiRoute[] => [
  {
    method: 'GET',
    path: PATH,
    role: 'read',
    summary: 'Alerts that were raised, newest first',
    querySchema: alertQuerySchema,
    async handle({ query }) {
      const { cursor, ...asked } = readQuery(alertQuerySchema, query);
      const { limit: _limit, ...filter } = asked;
      const list = `${PATH}?${canonicalText(filter)}`;
      const [after] = cursor === undefined ? [] : decodeCursor(list, cursor);
      const page = await listAlerts(alerts, asked, after === undefined ? undefined : String(after));
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

export const alertRoutes: ApiRoutes = (services) => [...reading(services), acknowledging(services)];
