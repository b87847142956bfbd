import {
  type ListQuery,
  listQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/list-query.ts';
import { listUsers, needsProfiles, USER_SORTS } from '../../scores/list-users.ts';
import { userView } from '../../scores/user-view.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { listAnswer, orderOf, refuseUnknownSegment } from '../list-answer.ts';
import { openReading } from '../open-reading.ts';
import { withAllUsers, withUsers } from '../reading-profiles.ts';
import type { ApiServices } from '../services.ts';
import { userPage } from '../user-page.ts';

const PATH = '/v1/users';

const list = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: PATH,
  role: 'read',
  summary: 'Users by score, or by another field',
  querySchema: listQuerySchema,
  async handle({ query }) {
    const asked: ListQuery = readQuery(listQuerySchema, query);
    const open = await openReading(services, asked);
    const { model } = open;
    refuseUnknownSegment(open, asked.segment, 'user');
    const order = orderOf(PATH, asked, Object.keys(USER_SORTS));
    const searched = needsProfiles(order)
      ? await withAllUsers(services, open.reading)
      : open.reading;
    const page = listUsers(searched, model, order);
    const reading = await withUsers(services, open.reading, page.rows);
    return listAnswer(PATH, asked, open, page, (at) => userView(reading, model, at));
  },
});

const page = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}`,
  role: 'read',
  summary: 'One user: its score, why, its features, steps and alerts',
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    return {
      status: 200,
      body: await userPage(services, id, readQuery(snapshotQuerySchema, query)),
    };
  },
});

export const userRoutes: ApiRoutes = (services) => [list(services), page(services)];
