import { openApi } from '../../http/openapi.ts';
import { INGEST_OPERATIONS } from '../../http/wire/ingest-operations.ts';
import type { ApiRoute } from '../server/api-route.ts';

/** Describes the routes it is given, and itself. */
export function openApiRoute(routes: readonly ApiRoute[]): ApiRoute {
  let description: object | undefined;
  const route: ApiRoute = {
    method: 'GET',
    path: '/openapi.json',
    role: 'public',
    summary: 'This description',
    async handle() {
      description ??= openApi([...INGEST_OPERATIONS, ...routes, route]);
      return { status: 200, body: description };
    },
  };
  return route;
}
