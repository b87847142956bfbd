import * as z from 'zod';
import { type Operation, openApi } from '../../http/openapi.ts';
import { DIALECTS } from '../../http/wire/dialects.ts';
import type { ApiRoute } from '../server/api-route.ts';

const querySchema = z.object({ strict: z.enum(['1', 'true']).optional() });

const posts = DIALECTS.flatMap(({ routes, summary }) =>
  routes.map((route) => ({ ...route, summary })),
);

/** Ingest's part of the OpenAPI description: paths of one event, of lists, and what is fetched. */
const INGEST_OPERATIONS: readonly Operation[] = [
  ...[...posts.filter(({ type }) => type), ...posts.filter(({ type }) => !type)].map(
    ({ path, type, summary, schema }): Operation => ({
      endpoint: `POST ${path}`,
      role: 'write',
      summary: type ? `Post one ${type} call` : summary,
      querySchema,
      bodySchema: schema,
    }),
  ),
  ...DIALECTS.flatMap(({ settings }) => settings ?? []).map(
    ({ path, summary }): Operation => ({ endpoint: `GET ${path}`, role: 'public', summary }),
  ),
  ...DIALECTS.flatMap(({ questions = [] }) => questions).map(
    ({ path, summary }): Operation => ({ endpoint: `POST ${path}`, role: 'write', summary }),
  ),
  { endpoint: 'GET /healthz', role: 'public', summary: 'Says that the service runs' },
];

/** Describes the routes it is given, and itself. */
export function openApiRoute(routes: readonly ApiRoute[]): ApiRoute {
  let description: object | undefined;
  const route: ApiRoute = {
    endpoint: 'GET /openapi.json',
    role: 'public',
    summary: 'This description',
    async handle() {
      description ??= openApi([...INGEST_OPERATIONS, ...routes, route]);
      return { body: description };
    },
  };
  return route;
}
