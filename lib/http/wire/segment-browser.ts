import type { RequestHeaders } from '../request-key.ts';
import { type Dialect, successAnswer } from './dialect.ts';
import { SEGMENT_TYPES, segmentBatchRoute, segmentEventRoute } from './segment-routes.ts';

/** What Segment's CDN would say: send to this installation, and switch nothing off. */
function segmentSettings(writeKey: string, headers: RequestHeaders): object {
  const host = headers['host'] ?? 'localhost';
  // API Gateway says so; on one machine nobody does and it is plain HTTP.
  const protocol = headers['x-forwarded-proto'] ?? 'http';
  const segment = { apiKey: writeKey, apiHost: `${host}/v1`, protocol, addBundledMetadata: true };
  return {
    integrations: { 'Segment.io': segment },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    enabledMiddleware: {},
    edgeFunction: {},
  };
}

/** Segment's browser client: it calls everything by its first letter; `b` is a batch. */
export const SEGMENT_BROWSER: Dialect = {
  summary: 'Post events',
  keyField: 'writeKey',
  routes: [
    ...SEGMENT_TYPES.map((type) => segmentEventRoute(`/v1/${type.charAt(0)}`, type)),
    segmentBatchRoute('/v1/b'),
  ],
  answer: successAnswer,
  settings: {
    path: '/v1/projects/{writeKey}/settings',
    summary: "The settings that Segment's browser client asks for",
    body: segmentSettings,
  },
};
