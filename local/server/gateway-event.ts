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
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === 'cookie') continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

function queryOf(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = Object.hasOwn(query, name) ? `${query[name]},` : '';
    Object.defineProperty(query, name, {
      value: `${before}${value}`,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return query;
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

function contextOf(request: IncomingMessage, path: string) {
  const now = new Date();
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName: request.headers.host ?? 'localhost',
    domainPrefix: 'local',
    http: {
      method: request.method ?? 'GET',
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
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
  const parameters = queryOf(query);
  const cookies = request.headers.cookie?.split(/; */);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies ? { cookies } : {}),
    headers: headersOf(request),
    ...(parameters ? { queryStringParameters: parameters } : {}),
    requestContext: contextOf(request, path),
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
}
