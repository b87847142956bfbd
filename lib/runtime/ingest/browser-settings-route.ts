import { isProblem } from '../../http/problem.ts';
import type { HttpRequest, HttpRoute } from '../server/route.ts';
import type { IngestServices } from '../services/services.ts';

/** What Segment's browser client asks of its CDN before it sends anything. */
function segmentSettings(writeKey: string, { headers }: HttpRequest) {
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

export function browserSettingsRoute({ authenticator }: IngestServices): HttpRoute {
  return {
    method: 'GET',
    path: '/v1/projects/{writeKey}/settings',
    cors: true,
    async handle(request) {
      const writeKey = request.params['writeKey'] ?? '';
      const caller = await authenticator.authenticate(writeKey, 'write');
      if (isProblem(caller)) return caller;
      return { status: 200, body: segmentSettings(writeKey, request) };
    },
  };
}
