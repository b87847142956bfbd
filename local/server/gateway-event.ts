import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * What API Gateway makes of a gzipped body that is labelled as JSON: `base64` hands it over whole,
 * `mangled` decodes it as UTF-8, which destroys it. Ingest has to survive both.
 */
export type PackedText = 'base64' | 'mangled';

/** API Gateway passes these as text and everything else, a missing type too, as base64. */
const TEXT = /^(text\/.*|application\/(json|xml|javascript))$/;

function isText(request: IncomingMessage, packedText: PackedText): boolean {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  if (!TEXT.test(type.trim().toLowerCase())) return false;
  return packedText === 'mangled' || request.headers['content-encoding'] === undefined;
}

/** Cookies travel in a list of their own, as they do in API Gateway. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const sent = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && name !== 'cookie',
  );
  return Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
}

function queryOf(rawQueryString: string): Record<string, string> {
  const query = new URLSearchParams(rawQueryString);
  // Each name once: looking all its values up at every one of them takes a second for a long query.
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}

/** HTTP APIs hand over the path decoded (REST APIs and function URLs do not). */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Not `new URL`: it would read the path `//v1/batch` as a host. */
function targetOf(request: IncomingMessage): { path: string; query: string } {
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === '' ? '/' : decoded(path), query: mark < 0 ? '' : target.slice(mark + 1) };
}

type RequestContext = APIGatewayProxyEventV2['requestContext'];

/** Returns what API Gateway says of a request besides its content. */
export function gatewayContext(domainName: string, http: RequestContext['http']): RequestContext {
  const now = new Date();
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName,
    domainPrefix: 'local',
    http,
    requestId: randomUUID(),
    routeKey: '$default',
    stage: '$default',
    time: now.toISOString(),
    timeEpoch: now.getTime(),
  };
}

/** A request as API Gateway's HTTP API hands it to a function on the `$default` route and stage. */
export function toGatewayEvent(
  request: IncomingMessage,
  body: Buffer,
  packedText: PackedText,
): APIGatewayProxyEventV2 {
  const { path, query } = targetOf(request);
  const text = isText(request, packedText);
  const { host = 'localhost', cookie, 'user-agent': userAgent = '' } = request.headers;
  const cookies = cookie?.split(/; */);
  const { method = 'GET', httpVersion, socket } = request;
  const sourceIp = socket.remoteAddress ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: headersOf(request),
    ...(query && { queryStringParameters: queryOf(query) }),
    requestContext: gatewayContext(host, {
      method,
      path,
      protocol: `HTTP/${httpVersion}`,
      sourceIp,
      userAgent,
    }),
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
}
