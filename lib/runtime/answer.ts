import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RequestHeaders } from '../http/posted-key.ts';
import { type Headers, isProblem, type Problem } from '../http/problem.ts';
import type { RouteResult } from './route.ts';

/** Preflights are remembered for a day; browsers cap it at less. */
const PREFLIGHT_S = '86400';

/** Ingest takes events from any origin: a write key is public in a browser. */
export const CORS_HEADERS: Headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-write-key, x-retry-count',
  'access-control-expose-headers': 'retry-after, x-request-id',
  'access-control-max-age': PREFLIGHT_S,
};

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

function cacheHeaders(etag: string | undefined): Headers {
  if (etag === undefined) return { 'cache-control': 'no-store' };
  return { 'cache-control': 'private, no-cache', etag };
}

/** What goes out: every answer has a JSON body, except 304 and answers to HEAD, which must not. */
export function toAnswer(
  result: RouteResult | Problem,
  requestId: string,
  asked: { readonly headers: RequestHeaders; readonly isHead: boolean; readonly cors: boolean },
): APIGatewayProxyStructuredResultV2 {
  const etag = 'etag' in result && result.etag !== undefined ? `"${result.etag}"` : undefined;
  const isKnown = etag !== undefined && names(asked.headers['if-none-match'], etag);
  const type = isProblem(result) ? 'application/problem+json' : 'application/json';
  return {
    statusCode: isKnown ? 304 : result.status,
    headers: {
      'content-type': type,
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
      ...cacheHeaders(etag),
      ...(asked.cors ? CORS_HEADERS : {}),
      ...result.headers,
    },
    body: isKnown || asked.isHead ? '' : JSON.stringify(result.body),
  };
}
