import { createIngest } from '../../functions/ingest.ts';
import type { AcceptedEvent, RefusedEvent } from '../../lib/events/event.ts';
import type { HttpHandler } from '../../lib/runtime/http-handler.ts';
import type { Settings } from '../../lib/runtime/services.ts';
import { type Answer, type RequestParts, send } from './gateway-request.ts';
import { KEYS, type TestServices, testServices } from './test-services.ts';

/** Ingest with stores in memory, and what was stored through it. */
export interface IngestDoor {
  readonly services: TestServices;
  readonly ingest: HttpHandler;
  /** Posts with the write key. */
  post(path: string, body: unknown, parts?: RequestParts): Promise<Answer>;
  readonly stored: () => readonly AcceptedEvent[];
  readonly refused: () => readonly RefusedEvent[];
}

export async function ingestDoor(settings: Partial<Settings> = {}): Promise<IngestDoor> {
  const services = await testServices(settings);
  const ingest = createIngest(services);
  return {
    services,
    ingest,
    post: (path, body, parts) => send(ingest, path, { key: KEYS.write, body, ...parts }),
    stored: () => services.stored.flatMap((batch) => batch.events),
    refused: () => services.stored.flatMap((batch) => batch.refused),
  };
}

/** A good event, a minute old. */
export function aTrack(fields: object = {}) {
  return {
    type: 'track',
    userId: 'u1',
    event: 'Project Created',
    messageId: 'm1',
    timestamp: '2026-11-21T11:59:00.000Z',
    ...fields,
  };
}
