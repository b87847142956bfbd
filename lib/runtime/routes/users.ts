import {
  type ListQuery,
  listQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/schema/query-schemas.ts';
import { listUsers, needsProfiles, USER_SORTS } from '../../scores/read/list-users.ts';
import { userView } from '../../scores/read/user-view.ts';
import { ensureKnownSegment, listResponse, parseListOrder } from '../read/list-response.ts';
import { openSnapshot } from '../read/open-snapshot.ts';
import { type UserPageServices, userPage } from '../read/user-page.ts';
import { withAllUserProfiles, withUserProfiles } from '../read/with-profiles.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';

const PATH = '/v1/users';

const list = (services: UserPageServices): ApiRoute => ({
  method: 'GET',
  path: PATH,
  role: 'read',
  summary: 'Users by score, or by another field',
  querySchema: listQuerySchema,
  async handle({ query }) {
    const parsed: ListQuery = readQuery(listQuerySchema, query);
    const open = await openSnapshot(services, parsed);
    const { model } = open;
    ensureKnownSegment(open, parsed.segment, 'user');
    const order = parseListOrder(PATH, parsed, Object.keys(USER_SORTS));
    const searched = needsProfiles(order)
      ? await withAllUserProfiles(services, open.snapshot)
      : open.snapshot;
    const page = listUsers(searched, model, order);
    const snapshot = await withUserProfiles(services, open.snapshot, page.rows);
    return listResponse(PATH, parsed, open, page, (row) => userView(snapshot, model, row));
  },
});

const page = (services: UserPageServices): ApiRoute => ({
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

export const userRoutes: ApiRoutes<UserPageServices> = (services) => [
  list(services),
  page(services),
];
