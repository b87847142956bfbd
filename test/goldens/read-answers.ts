import { KEYS } from '../../fixtures/keys.ts';
import { addDays } from '../../lib/model/day.ts';
import type { SubjectKind } from '../../lib/model/subject-kind.ts';
import type { GoldenWorld } from './golden-world.ts';

/** What the queries of the reading routes are made of, so that every route has something to say. */
export interface ReadQueries {
  readonly users: readonly string[];
  readonly accounts: readonly string[];
  readonly days: readonly string[];
  readonly models: readonly string[];
  readonly segments: { readonly user: string; readonly account: string };
  readonly erased: string;
}

/** Which scores: live, each day as first reported and restated, each model, each window. */
function snapshots({ days, models }: ReadQueries): readonly string[] {
  const dated = days.flatMap((day) => [`asOf=${day}`, `asOf=${day}&as=reported`]);
  const narrow = models.map((model) => `model=${model}`);
  return ['asOf=live', 'window=1', 'window=30', ...dated, ...narrow];
}

/** All days once, and the last of them in other ways. */
function histories({ days }: ReadQueries): readonly string[] {
  const [last = ''] = days.toReversed();
  const span = `from=${addDays(last, -6)}&to=${last}`;
  return ['', ...['as=reported', 'window=1', 'model=narrow'].map((query) => `${query}&${span}`)];
}

function ofSubjects(of: SubjectKind, queries: ReadQueries): readonly string[] {
  const ids = of === 'user' ? queries.users : queries.accounts;
  const list = `/v1/${of}s`;
  const which = snapshots(queries);
  const sorts = ['sort=-change&limit=3', 'sort=score&limit=2', 'q=a&limit=3', 'owner=dana&limit=3'];
  const short = which.map((query) => `${query}&limit=4`);
  const lists = ['', ...short, ...sorts, `segment=${queries.segments[of]}&limit=3`];
  return [
    ...lists.map((query) => `${list}?${query}`),
    ...ids.flatMap((id) => [
      ...which.map((query) => `${list}/${id}?${query}`),
      ...histories(queries).map((query) => `${list}/${id}/history?${query}`),
    ]),
  ];
}

function ofProduct(queries: ReadQueries): readonly string[] {
  const paths = ['/v1/product', '/v1/features', '/v1/segments', '/v1/activation'];
  return [
    ...paths.flatMap((path) => snapshots(queries).map((query) => `${path}?${query}`)),
    ...histories(queries).map((query) => `/v1/product/history?${query}`),
    '/v1/activation?by=plan',
  ];
}

const ALERT_LISTS = [
  'limit=60',
  'limit=2',
  'severity=high&limit=9',
  'scope=user&limit=9',
  'acknowledged=true',
];

const COLLECTIONS = [
  ...['/v1/models', '/v1/models/default', '/v1/rules', '/v1/rules/low', '/v1/keys'],
  ...['/v1/subscriptions', '/v1/subscriptions/hook', '/v1/status', '/v1/runs?limit=9'],
  ...['/v1/events/recent?limit=40', '/openapi.json', '/healthz'],
  ...[`/v1/projects/${KEYS.write}/settings`, `/array/${KEYS.write}/config`],
  ...['/v1/sources', '/v1/sources/backend'],
];

function idsOf(body: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const data: readonly Readonly<Record<string, unknown>>[] = Array.isArray(body['data'])
    ? body['data']
    : [];
  return data.slice(0, 2).map((row) => String(row[name]));
}

/** Returns the paths that read from every route, each route at least once. */
export async function readPaths(
  world: GoldenWorld,
  queries: ReadQueries,
): Promise<readonly string[]> {
  const { services, get } = world;
  const alerts = idsOf((await get('/v1/alerts')).body, 'id');
  const runs = idsOf((await get('/v1/runs')).body, 'runId');
  const previews = (await services.documents.list('preview')).map(({ id }) => id);
  const members = queries.accounts.map((id) => `/v1/accounts/${id}/users`);
  return [
    ...ofProduct(queries),
    ...ofSubjects('account', queries),
    ...ofSubjects('user', queries),
    ...members.flatMap((path) => [path, `${path}?sort=lastActiveDay&limit=1`]),
    ...ALERT_LISTS.map((query) => `/v1/alerts?${query}`),
    ...alerts.map((id) => `/v1/alerts/${id}`),
    ...runs.map((id) => `/v1/runs/${id}`),
    ...previews.map((id) => `/v1/models/default/previews/${id}`),
    `/v1/erasures/${queries.erased}`,
    ...COLLECTIONS,
  ];
}

/** The answer to one path. */
interface ReadAnswer {
  readonly path: string;
  readonly status: number;
  readonly json: string;
}

/** Returns the answer to each path, one requested after the other. */
export async function readAnswers(
  world: GoldenWorld,
  paths: readonly string[],
): Promise<readonly ReadAnswer[]> {
  const answers: ReadAnswer[] = [];
  for (const path of paths) {
    const { status, body } = await world.get(path);
    answers.push({ path, status, json: JSON.stringify(body) });
  }
  return answers;
}

/** Returns the reading routes of a world that none of some paths requests. */
export async function unreadRoutes(
  world: GoldenWorld,
  paths: readonly string[],
): Promise<string[]> {
  const { body } = await world.get('/openapi.json');
  const routes = Object.entries(Object(body['paths'])).filter(([, of]) => 'get' in Object(of));
  const bare = paths.map((path) => path.split('?')[0] ?? '');
  return routes
    .map(([route]) => route)
    .filter((route) => {
      const expression = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return !bare.some((path) => expression.test(path));
    });
}
