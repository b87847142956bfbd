import {
  type ListQuery,
  listQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/list-query.ts';
import { listUsers, USER_SORTS } from '../../scores/list-users.ts';
import { profilesByHash } from '../../scores/profiles.ts';
import { userView } from '../../scores/user-view.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { listAnswer, orderOf, refuseUnknownSegment } from '../list-answer.ts';
import { openReading } from '../open-reading.ts';
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
    const { reading, model } = open;
    refuseUnknownSegment(open, asked.segment, 'user');
    const page = listUsers(reading, model, orderOf(PATH, asked, Object.keys(USER_SORTS)));
    const { hash } = reading.scores.users;
    const hashes = page.rows.map((at) => hash[at] ?? '');
    const profiles = profilesByHash(await services.profiles.getMany('user', hashes));
    return listAnswer(PATH, asked, open, page, (at) =>
      userView(reading, model, at, profiles.get(hash[at] ?? '')),
    );
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
