import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { alertRoutes } from '../lib/runtime/routes/alerts.ts';
import { erasureRoutes } from '../lib/runtime/routes/erasures.ts';
import { historyRoutes } from '../lib/runtime/routes/history.ts';
import { insightRoutes, productRoutes } from '../lib/runtime/routes/insights.ts';
import { keyRoutes } from '../lib/runtime/routes/keys.ts';
import { modelRoutes } from '../lib/runtime/routes/models.ts';
import { openApiRoute } from '../lib/runtime/routes/openapi.ts';
import { recentEventRoutes } from '../lib/runtime/routes/recent-events.ts';
import { ruleRoutes } from '../lib/runtime/routes/rules.ts';
import { runRoutes } from '../lib/runtime/routes/runs.ts';
import { sourceRoutes } from '../lib/runtime/routes/sources.ts';
import { statusRoutes } from '../lib/runtime/routes/status.ts';
import { subjectRoutes } from '../lib/runtime/routes/subjects.ts';
import { subscriptionRoutes } from '../lib/runtime/routes/subscriptions.ts';
import { type ApiRoutes, toHttpRoute } from '../lib/runtime/server/api-route.ts';
import { HEALTH_ROUTE } from '../lib/runtime/server/health-route.ts';
import { createHttpHandler, type HttpHandler } from '../lib/runtime/server/http-handler.ts';
import type { ApiServices } from '../lib/runtime/services/services.ts';
import { apiServicesFromEnvironment } from '../lib/runtime/wiring/api-services.ts';

/** The API by capability. A new file of routes is added here and nowhere else. */
const ROUTES: readonly ApiRoutes<ApiServices>[] = [
  productRoutes,
  subjectRoutes,
  historyRoutes,
  insightRoutes,
  alertRoutes,
  statusRoutes,
  modelRoutes,
  ruleRoutes,
  sourceRoutes,
  subscriptionRoutes,
  keyRoutes,
  runRoutes,
  recentEventRoutes,
  erasureRoutes,
];

/** Reading and administering. */
export function createApi(services: ApiServices): HttpHandler {
  const routes = ROUTES.flatMap((make) => make(services));
  const all = [...routes, openApiRoute(routes)].map((route) => toHttpRoute(services, route));
  return createHttpHandler([...all, HEALTH_ROUTE], { log: services.log });
}

let api: HttpHandler | undefined;

export async function handler(event: APIGatewayProxyEventV2, context: Context) {
  api ??= createApi(apiServicesFromEnvironment());
  return api(event, context);
}
