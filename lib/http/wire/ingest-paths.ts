import type { Dialect } from './read-events.ts';
import { SEGMENT_TYPES } from './segment-dialect.ts';

/** Segment's browser client calls everything by its first letter; `b` is a batch. */
const BROWSER_TYPES = SEGMENT_TYPES.map((type) => ({ path: `/v1/${type.charAt(0)}`, type }));
const TYPES = SEGMENT_TYPES.map((type) => ({ path: `/v1/${type}`, type }));
/** Ruby's client posts its batches to `import`. */
const BATCHES = ['/v1/batch', '/v1/import', '/v1/b'];

/** Where events are posted, and how their bodies are to be read. */
export const INGEST_PATHS: readonly { readonly path: string; readonly dialect: Dialect }[] = [
  ...[...TYPES, ...BROWSER_TYPES].map(({ path, type }) => ({
    path,
    dialect: { kind: 'segment' as const, type },
  })),
  ...BATCHES.map((path) => ({ path, dialect: { kind: 'segment-batch' as const } })),
  { path: '/batch', dialect: { kind: 'posthog-batch' } },
];
