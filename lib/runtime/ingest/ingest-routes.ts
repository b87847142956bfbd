import { isProblem } from '../../http/problem.ts';
import type {
  ClientQuestion,
  ClientSettings,
  Dialect,
  WireRoute,
} from '../../http/wire/dialect.ts';
import { DIALECTS } from '../../http/wire/dialects.ts';
import { HEALTH_ROUTE } from '../server/health-route.ts';
import type { HttpRoute } from '../server/route.ts';
import type { IngestServices, Uses } from '../services/services.ts';
import { acceptItems } from './accept-items.ts';
import { readIngestRequest } from './ingest-request.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { storeAndRespond } from './store-and-respond.ts';

function postRoute(
  services: IngestServices,
  limit: RateLimit | undefined,
  { answer }: Dialect,
  route: WireRoute,
): HttpRoute {
  return {
    method: 'POST',
    path: route.path,
    cors: true,
    async handle(request) {
      const posted = await readIngestRequest(services, limit, request, route);
      if (isProblem(posted)) return posted;
      const settings = await services.sourceSettings.of(posted.caller.source);
      const items = route.read(posted.body, posted.text, settings);
      if (isProblem(items)) return items;
      const origin = { requestId: request.requestId, source: posted.caller.source };
      const checked = await acceptItems(services, items, origin);
      return storeAndRespond(services, request, checked, answer);
    },
  };
}

function questionRoute(
  services: IngestServices,
  limit: RateLimit | undefined,
  question: ClientQuestion,
): HttpRoute {
  return {
    method: 'POST',
    path: question.path,
    cors: true,
    async handle(request) {
      const asked = await readIngestRequest(services, limit, request, question);
      return isProblem(asked) ? asked : { status: 200, body: question.answer() };
    },
  };
}

function settingsRoute(
  { authenticator }: Uses<'authenticator'>,
  { path, body }: ClientSettings,
): HttpRoute {
  return {
    method: 'GET',
    path,
    cors: true,
    async handle({ params, headers }) {
      const writeKey = params['writeKey'] ?? '';
      const caller = await authenticator.authenticate(writeKey, 'write');
      return isProblem(caller) ? caller : { status: 200, body: body(writeKey, headers) };
    },
  };
}

/** Every route of ingest, open to browsers: those of each dialect, and the one of health. */
export function ingestRoutes(services: IngestServices): readonly HttpRoute[] {
  const { requestsPerSecond } = services.settings;
  const limit = requestsPerSecond ? createRateLimit(services.clock, requestsPerSecond) : undefined;
  const posts = DIALECTS.flatMap((dialect) =>
    dialect.routes.map((route) => postRoute(services, limit, dialect, route)),
  );
  const questions = DIALECTS.flatMap(({ questions = [] }) =>
    questions.map((question) => questionRoute(services, limit, question)),
  );
  const fetched = DIALECTS.flatMap(({ settings }) => settings ?? []);
  const settings = fetched.map((each) => settingsRoute(services, each));
  return [...posts, ...questions, ...settings, HEALTH_ROUTE];
}
