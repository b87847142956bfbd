import { createIngest } from '../../functions/ingest.ts';
import { cellsOf } from '../../lib/counts/day-counts.ts';
import { idsIn } from '../../lib/counts/directory.ts';
import { applyEvents } from '../../lib/events/apply-events.ts';
import type { AcceptedEvent, RefusedEvent } from '../../lib/events/event.ts';
import { resolverOf } from '../../lib/events/link.ts';
import { addDays, dayOf } from '../../lib/model/day.ts';
import { countSources } from '../../lib/runtime/job-sources.ts';
import type { Settings } from '../../lib/runtime/services.ts';
import type { PackedText } from '../../local/gateway-event.ts';
import { type Route, startHttpServer } from '../../local/http-server.ts';
import { type Fault, type FaultyFront, startFaultyFront } from './faulty-front.ts';
import { readCounts } from './read-counts.ts';
import { type TestServices, testServices } from './test-services.ts';

/** Ingest behind HTTP, with stores in memory and the machine's clock. */
export interface RunningDoor {
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
export interface DoorOptions {
  readonly settings?: Partial<Settings>;
  readonly packedText?: PackedText;
  /** Whatever the content type says. */
  readonly alwaysBase64?: boolean;
}

/** API Gateway may hand over any body in base64; what it calls text is its own affair. */
function inBase64(route: Route): Route {
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
  await applyEvents(profiles, received, hashId, caches.accounts);
  const resolve = resolverOf(await profiles.allLinks());
  const ids = idsIn(stored, hashId);
  const today = dayOf(clock());
  const sources = await countSources(services);
  const { parts } = await readCounts(sources, addDays(today, -2), addDays(today, 1), clock());
  const counted: Record<string, number> = {};
  for (const { user, account, event, count } of parts.flatMap(cellsOf)) {
    const key = `${ids.get(resolve(user === '' ? account : user))?.id} ${event}`;
    counted[key] = (counted[key] ?? 0) + count;
  }
  return counted;
}

export async function openDoor(options: DoorOptions = {}): Promise<RunningDoor> {
  const services = await testServices(options.settings);
  Object.defineProperty(services.time, 'now', { get: Date.now });
  const ingest = createIngest(services);
  const server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    packedText: options.packedText ?? 'base64',
    route: options.alwaysBase64 ? inBase64(ingest) : ingest,
  });
  const front: FaultyFront = await startFaultyFront(server.url);
  return {
    url: front.url,
    direct: server.url,
    services,
    seen: front.seen,
    fail(...faults) {
      front.faults = [...faults];
    },
    stored: () => services.stored.flatMap(({ events }) => events),
    refused: () => services.stored.flatMap(({ refused }) => refused),
    counted: () => countedIn(services),
    async close() {
      await front.close();
      await server.close();
    },
  };
}
