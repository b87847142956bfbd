import * as z from 'zod';
import type { Operation } from '../openapi.ts';
import { INGEST_PATHS } from './ingest-paths.ts';
import { MAX_EVENTS } from './read-events.ts';

const id = z.union([z.string(), z.number(), z.null()]).optional();
const traits = z.record(z.string(), z.unknown()).optional();

/** For the description only: ingest reads events by hand, for it needs a reason per event. */
const eventSchema = z
  .object({
    type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']).optional(),
    userId: id,
    anonymousId: id,
    groupId: id,
    previousId: id,
    event: z.string().optional(),
    name: z.string().optional(),
    messageId: z.string().max(100).optional(),
    timestamp: z.union([z.string(), z.number()]).optional(),
    traits,
    properties: traits,
    context: z.looseObject({ groupId: id }).optional(),
  })
  .meta({ id: 'Event' });

const batchSchema = z
  .object({ batch: z.array(eventSchema).max(MAX_EVENTS), writeKey: z.string().optional() })
  .meta({ id: 'Batch' });

const posthogSchema = z
  .object({ api_key: z.string().optional(), batch: z.array(z.looseObject({})).max(MAX_EVENTS) })
  .meta({ id: 'PosthogBatch' });

const countsSchema = z
  .object({
    version: z.int().min(0).optional(),
    counts: z
      .array(
        z.object({
          userId: id,
          accountId: id,
          event: z.string(),
          day: z.string(),
          count: z.int().min(0),
        }),
      )
      .max(MAX_EVENTS),
  })
  .meta({ id: 'Counts' });

const strictQuery = z.object({ strict: z.enum(['1', 'true']).optional() });

const BODIES = {
  segment: eventSchema,
  'segment-batch': batchSchema,
  'posthog-batch': posthogSchema,
};

/** Ingest's part of the OpenAPI description. */
export const INGEST_OPERATIONS: readonly Operation[] = [
  ...INGEST_PATHS.map(({ path, dialect }) => ({
    method: 'POST',
    path,
    role: 'write' as const,
    summary: dialect.kind === 'segment' ? `Post one ${dialect.type} call` : 'Post events',
    querySchema: strictQuery,
    bodySchema: BODIES[dialect.kind],
  })),
  {
    method: 'POST',
    path: '/v1/counts',
    role: 'write',
    summary: 'Set daily counts, as a database query sums them up',
    querySchema: strictQuery,
    bodySchema: countsSchema,
  },
  {
    method: 'GET',
    path: '/v1/projects/{writeKey}/settings',
    role: 'public',
    summary: "The settings that Segment's browser client asks for",
  },
  { method: 'GET', path: '/healthz', role: 'public', summary: 'Says that the service runs' },
];
