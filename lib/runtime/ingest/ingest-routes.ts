import { acceptCount } from '../../counts/batch/accept-count.ts';
import type { PostedCount } from '../../counts/batch/counter-batch.ts';
import { acceptEvents } from '../../events/accept-events.ts';
import type { RefusedEvent } from '../../events/event.ts';
import { isRefusal } from '../../events/refuse.ts';
import { exceedsUtf8Length } from '../../http/exceeds-utf8-length.ts';
import { isProblem, type Problem } from '../../http/problem.ts';
import { readCounts } from '../../http/wire/counts-dialect.ts';
import { INGEST_PATHS } from '../../http/wire/ingest-paths.ts';
import { type Dialect, MAX_EVENT_BYTES, readEvents } from '../../http/wire/read-events.ts';
import { HEALTH_ROUTE } from '../server/health-route.ts';
import type { HttpRequest, HttpRoute, RouteResult } from '../server/route.ts';
import type { IngestServices } from '../services/services.ts';
import { browserSettingsRoute } from './browser-settings-route.ts';
import { capEventNames } from './cap-event-names.ts';
import { type IngestRequest, readIngestRequest } from './ingest-request.ts';
import { createRateLimit } from './rate-limit.ts';
import { storeAndRespond } from './store-and-respond.ts';

type PostHandler = (
  services: IngestServices,
  request: HttpRequest,
  posted: IngestRequest,
) => Promise<RouteResult | Problem>;

/** What every batch says of its request. The receipt is stamped here, before the put. */
function receiptOf(services: IngestServices, request: HttpRequest, posted: IngestRequest) {
  return {
    receivedAt: services.clock(),
    requestId: request.requestId,
    source: posted.caller.source,
  };
}

function handleEvents(dialect: Dialect): PostHandler {
  return async (services, request, posted) => {
    const mayHoldLarge = exceedsUtf8Length(posted.text, MAX_EVENT_BYTES);
    const read = readEvents(posted.body, dialect, mayHoldLarge);
    if (isProblem(read)) return read;
    const keptTraits = await services.modelReferences.traits();
    const isSuppressed = await services.suppressions.predicate();
    const receipt = receiptOf(services, request, posted);
    const accepted = acceptEvents(read, {
      ...receipt,
      keptTraits,
      isSuppressed,
      retentionDays: services.settings.retentionDays,
      fingerprint: services.hashing.fingerprint,
    });
    const outcome = { ...receipt, ...accepted, counts: [] };
    return storeAndRespond(services, request, await capEventNames(services, outcome));
  };
}

const handleCounts: PostHandler = async (services, request, posted) => {
  const read = readCounts(posted.body);
  if (isProblem(read)) return read;
  const receipt = receiptOf(services, request, posted);
  const window = { ...receipt, retentionDays: services.settings.retentionDays };
  const isSuppressed = await services.suppressions.predicate();
  const counts: PostedCount[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, item] of read.items.entries()) {
    const outcome = isRefusal(item)
      ? item
      : acceptCount(item, index, read.version, window, isSuppressed);
    if (isRefusal(outcome)) refused.push({ index, ...outcome });
    else counts.push(outcome);
  }
  const outcome = { ...receipt, events: [], counts, refused };
  return storeAndRespond(services, request, await capEventNames(services, outcome));
};

/** Every route of ingest, open to browsers. */
export function ingestRoutes(services: IngestServices): readonly HttpRoute[] {
  const { requestsPerSecond } = services.settings;
  const limit = requestsPerSecond ? createRateLimit(services.clock, requestsPerSecond) : undefined;
  const postRoute = (path: string, take: PostHandler): HttpRoute => ({
    method: 'POST',
    path,
    cors: true,
    async handle(request) {
      const posted = await readIngestRequest(services, limit, request);
      return isProblem(posted) ? posted : take(services, request, posted);
    },
  });
  return [
    ...INGEST_PATHS.map(({ path, dialect }) => postRoute(path, handleEvents(dialect))),
    postRoute('/v1/counts', handleCounts),
    browserSettingsRoute(services),
    HEALTH_ROUTE,
  ];
}
