import { expect } from 'vitest';
import { type Answer, type RequestParts, send } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { createIngest } from '../../../functions/ingest.ts';
import type { AcceptedEvent, RefusedEvent } from '../../../lib/events/event.ts';
import type { HttpHandler } from '../../../lib/runtime/server/http-handler.ts';
import type { ServiceSettings } from '../../../lib/runtime/services/services.ts';
import { type TestServices, testServices } from './test-services.ts';

/** Ingest with stores in memory, and what was stored through it. */
export interface IngestWorld {
  readonly services: TestServices;
  readonly ingest: HttpHandler;
  /** Posts with the write key. */
  post(path: string, body: unknown, parts?: RequestParts): Promise<Answer>;
  readonly stored: () => readonly AcceptedEvent[];
  readonly refused: () => readonly RefusedEvent[];
}

export async function ingestWorld(settings: Partial<ServiceSettings> = {}): Promise<IngestWorld> {
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

/** What is stored of one call; its refusal when it is refused. */
export async function outcomeOf(world: IngestWorld, type: string, fields: object) {
  const answer = await world.post(`/v1/${type}`, { ...aTrack(), type, ...fields });
  expect(answer.status).toBe(200);
  return world.stored().at(-1) ?? world.refused().at(-1);
}
