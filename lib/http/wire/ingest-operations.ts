import * as z from 'zod';
import type { Operation } from '../openapi.ts';
import { DIALECTS } from './dialects.ts';

const querySchema = z.object({ strict: z.enum(['1', 'true']).optional() });

const posts = DIALECTS.flatMap(({ routes, summary }) =>
  routes.map((route) => ({ ...route, summary })),
);

/** Ingest's part of the OpenAPI description: paths of one event, of lists, and what is fetched. */
export const INGEST_OPERATIONS: readonly Operation[] = [
  ...[...posts.filter(({ type }) => type), ...posts.filter(({ type }) => !type)].map(
    ({ path, type, summary, schema }) => ({
      method: 'POST',
      path,
      role: 'write' as const,
      summary: type ? `Post one ${type} call` : summary,
      querySchema,
      bodySchema: schema,
    }),
  ),
  ...DIALECTS.flatMap(({ settings }) => settings ?? []).map(({ path, summary }) => ({
    method: 'GET',
    path,
    role: 'public' as const,
    summary,
  })),
  { method: 'GET', path: '/healthz', role: 'public', summary: 'Says that the service runs' },
];
