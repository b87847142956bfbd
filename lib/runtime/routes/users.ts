import { readCounts } from '../../counts/read-counts.ts';
import { resolverOf } from '../../events/link.ts';
import { traitsOn } from '../../events/profile.ts';
import {
  type ListQuery,
  listQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/list-query.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { listUsers, USER_SORTS } from '../../scores/list-users.ts';
import { explanationFrom, userExplanation } from '../../scores/user-explanation.ts';
import { userView } from '../../scores/user-view.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { countSources } from '../job-sources.ts';
import { listAnswer, orderOf } from '../list-answer.ts';
import { type OpenReading, openReading } from '../open-reading.ts';
import type { ApiServices } from '../services.ts';

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
    const page = listUsers(open.reading, orderOf(PATH, asked, Object.keys(USER_SORTS)));
    return listAnswer(PATH, asked, open, page, (at) => userView(open.reading, at));
  },
});

async function explained(services: ApiServices, open: OpenReading, at: number) {
  const { asOf, window } = open.about;
  const sources = await countSources(services);
  const from = explanationFrom(window, asOf);
  const read = await readCounts(sources, from, asOf, services.clock());
  const resolve = resolverOf(await services.profiles.allLinks());
  return userExplanation(open.reading, at, read, resolve, open.model);
}

const page = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: `${PATH}/{id}`,
  role: 'read',
  summary: 'One user: scores in every account, and why',
  querySchema: snapshotQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const open = await openReading(services, readQuery(snapshotQuerySchema, query));
    const posted = (await services.hashing.idHasher())('user', id);
    const hash = resolverOf(await services.profiles.allLinks())(posted);
    const at = open.reading.scores.users.hash.indexOf(hash);
    const view = at < 0 ? undefined : userView(open.reading, at);
    // Without an id: erased, and only its counts are left.
    if (!view?.userId) {
      const message = `the user '${id}' is not in the scores of ${open.about.asOf}`;
      throw new BarometerError('not_found', message);
    }
    const [profile] = await services.profiles.getMany('user', [hash]);
    const traits = profile ? traitsOn(profile, open.about.asOf) : {};
    const explanation = await explained(services, open, at);
    return { status: 200, body: { ...view, traits, explanation, ...open.about } };
  },
});

export const userRoutes: ApiRoutes = (services) => [list(services), page(services)];
