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

/** Browsers of any origin post here. */
const OPEN_POST = { method: 'POST', cors: true } as const;

function postRoute(
  services: IngestServices,
  limit: RateLimit | undefined,
  { answer }: Dialect,
  route: WireRoute,
): HttpRoute {
  return {
    ...OPEN_POST,
    path: route.path,
    async handle(request) {
      const posted = await readIngestRequest(services, limit, request, route);
      if (isProblem(posted)) return posted;
      const { source } = posted.caller;
      const settings = route.usesSettings && (await services.sourceSettings.of(source));
      const items = route.read(posted.body, posted.text, settings);
      if (isProblem(items)) return items;
      const origin = { requestId: request.requestId, source };
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
    ...OPEN_POST,
    path: question.path,
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
