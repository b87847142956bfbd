import { acceptCount } from '../counts/accept-count.ts';
import type { PostedCount } from '../counts/counter-batch.ts';
import { acceptEvents } from '../events/accept-events.ts';
import type { RefusedEvent } from '../events/event.ts';
import { isRefusal } from '../events/refusal.ts';
import { readCounts } from '../http/counts-wire.ts';
import { INGEST_PATHS } from '../http/ingest-paths.ts';
import { type Dialect, MAX_EVENT_BYTES, readEvents } from '../http/posted-events.ts';
import { isProblem, type Problem } from '../http/problem.ts';
import { isOverBytes } from '../http/utf8-length.ts';
import { browserSettings } from './browser-settings.ts';
import { capEventNames } from './cap-event-names.ts';
import { HEALTH_ROUTE } from './health-route.ts';
import { answerIngest } from './ingest-answer.ts';
import { type IngestRequest, readIngestRequest } from './ingest-request.ts';
import { createRateLimit } from './rate-limit.ts';
import type { HttpRequest, HttpRoute, RouteResult } from './route.ts';
import type { IngestServices } from './services.ts';

type Take = (
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

function takeEvents(dialect: Dialect): Take {
  return async (services, request, posted) => {
    const mayHoldLarge = isOverBytes(posted.text, MAX_EVENT_BYTES);
    const read = readEvents(posted.body, dialect, mayHoldLarge);
    if (isProblem(read)) return read;
    const keptTraits = await services.modelWords.traits();
    const isSuppressed = await services.suppressions.test();
    const receipt = receiptOf(services, request, posted);
    const accepted = acceptEvents(read, {
      ...receipt,
      keptTraits,
      isSuppressed,
      retentionDays: services.settings.retentionDays,
      fingerprint: services.hashing.fingerprint,
    });
    const outcome = { ...receipt, ...accepted, counts: [] };
    return answerIngest(services, request, await capEventNames(services, outcome));
  };
}

const takeCounts: Take = async (services, request, posted) => {
  const read = readCounts(posted.body);
  if (isProblem(read)) return read;
  const receipt = receiptOf(services, request, posted);
  const window = { ...receipt, retentionDays: services.settings.retentionDays };
  const isSuppressed = await services.suppressions.test();
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
  return answerIngest(services, request, await capEventNames(services, outcome));
};

/** Every route of ingest, open to browsers. */
export function ingestRoutes(services: IngestServices): readonly HttpRoute[] {
  const { requestsPerSecond } = services.settings;
  const limit = requestsPerSecond ? createRateLimit(services.clock, requestsPerSecond) : undefined;
  const posting = (path: string, take: Take): HttpRoute => ({
    method: 'POST',
    path,
    cors: true,
    async handle(request) {
      const posted = await readIngestRequest(services, limit, request);
      return isProblem(posted) ? posted : take(services, request, posted);
    },
  });
  return [
    ...INGEST_PATHS.map(({ path, dialect }) => posting(path, takeEvents(dialect))),
    posting('/v1/counts', takeCounts),
    browserSettings(services),
    HEALTH_ROUTE,
  ];
}
