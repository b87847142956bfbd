import { readCounts } from '../../../fixtures/read-counts.ts';
import { createIngest } from '../../../functions/ingest.ts';
import { allCells } from '../../../lib/counts/day/day-counts.ts';
import { idsInBatches } from '../../../lib/counts/directory/directory.ts';
import type { AcceptedEvent, RefusedEvent } from '../../../lib/events/event.ts';
import { identityResolver } from '../../../lib/events/identity-link.ts';
import { updateProfiles } from '../../../lib/events/update-profiles.ts';
import { addDays, dayOf } from '../../../lib/model/day.ts';
import { countSources } from '../../../lib/runtime/services/job-sources.ts';
import type { ServiceSettings } from '../../../lib/runtime/services/services.ts';
import type { PackedText } from '../../../local/server/gateway-event.ts';
import { type GatewayHandler, startHttpServer } from '../../../local/server/http-server.ts';
import { type TestServices, testServices } from '../worlds/test-services.ts';
import { type Fault, type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';

/** Ingest behind HTTP, with stores in memory and the machine's clock. */
export interface IngestServer {
  /** The front that fails what it is told to fail. */
  readonly url: string;
  /** The server itself. */
  readonly direct: string;
  readonly services: TestServices;
  /** `<path> <status>` of every answer a client got. */
  readonly seen: readonly string[];
  fail(...faults: readonly Fault[]): void;
  stored(): readonly AcceptedEvent[];
  refused(): readonly RefusedEvent[];
  /** `<user or account> <event>` with its count, ids read through links. */
  counted(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** How the gateway hands over bodies. @default as API Gateway does by content type */
export interface IngestServerOptions {
  readonly settings?: Partial<ServiceSettings>;
  readonly packedText?: PackedText;
  /** Whatever the content type says. */
  readonly alwaysBase64?: boolean;
}

/** API Gateway may hand over any body in base64; what it calls text is its own affair. */
function inBase64(route: GatewayHandler): GatewayHandler {
  return (event) => {
    if (event.isBase64Encoded || event.body === undefined) return route(event);
    const body = Buffer.from(event.body).toString('base64');
    return route({ ...event, body, isBase64Encoded: true });
  };
}

async function countedIn(services: TestServices): Promise<Readonly<Record<string, number>>> {
  const { stored, profiles, clock, caches } = services;
  const hashId = await services.hashing.idHasher();
  const received = stored.flatMap(({ events, receivedAt }) =>
    events.map((event) => ({ event, receivedAt, sourceWasKnown: true })),
  );
  await updateProfiles(profiles, received, hashId, caches.accounts);
  const resolve = identityResolver(await profiles.allLinks());
  const ids = idsInBatches(stored, hashId);
  const today = dayOf(clock());
  const sources = await countSources(services);
  const { parts } = await readCounts(sources, addDays(today, -2), addDays(today, 1), clock());
  const counted: Record<string, number> = {};
  for (const { user, account, event, count } of parts.flatMap(allCells)) {
    const key = `${ids.get(resolve(user === '' ? account : user))?.id} ${event}`;
    counted[key] = (counted[key] ?? 0) + count;
  }
  return counted;
}

export async function startIngestServer(options: IngestServerOptions = {}): Promise<IngestServer> {
  const services = await testServices(options.settings);
  Object.defineProperty(services.time, 'now', { get: Date.now });
  const ingest = createIngest(services);
  const server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    packedText: options.packedText ?? 'base64',
    route: options.alwaysBase64 ? inBase64(ingest) : ingest,
  });
  const proxy: FaultyProxy = await startFaultyProxy(server.url);
  return {
    url: proxy.url,
    direct: server.url,
    services,
    seen: proxy.seen,
    fail(...faults) {
      proxy.faults = [...faults];
    },
    stored: () => services.stored.flatMap(({ events }) => events),
    refused: () => services.stored.flatMap(({ refused }) => refused),
    counted: () => countedIn(services),
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}
