import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { pageQuerySchema, readQuery } from '../../http/list-query.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ApiRoutes } from '../api-route.ts';

const PATH = '/v1/alerts';

export const alertRoutes: ApiRoutes = ({ alerts }) => [
  {
    method: 'GET',
    path: PATH,
    role: 'read',
    summary: 'Alerts that were raised, newest first',
    querySchema: pageQuerySchema,
    async handle({ query }) {
      const { limit, cursor } = readQuery(pageQuerySchema, query);
      const [after] = cursor === undefined ? [] : decodeCursor(PATH, cursor);
      const page = await alerts.list(limit, after === undefined ? undefined : String(after));
      const next = page.next === undefined ? null : encodeCursor(PATH, [page.next]);
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
