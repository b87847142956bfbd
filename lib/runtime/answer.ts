import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RequestHeaders } from '../http/posted-key.ts';
import { type Headers, isProblem, type Problem } from '../http/problem.ts';
import type { RouteResult } from './route.ts';

/** Preflights are remembered for a day; browsers cap it at less. */
const PREFLIGHT_S = '86400';

/** Ingest takes events from any origin: a write key is public in a browser. */
const OPEN: Headers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-request-id',
};

/** What a browser asks before it posts. */
const PREFLIGHT: Headers = {
  ...OPEN,
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-write-key, x-retry-count',
  'access-control-max-age': PREFLIGHT_S,
};

/** What an answer has to know of its request. */
export interface Asked {
  readonly headers: RequestHeaders;
  readonly method: string;
  /** Open to browsers of any origin. */
  readonly cors: boolean;
}

function corsHeaders({ cors, method }: Asked): Headers {
  if (!cors) return {};
  return method === 'OPTIONS' ? PREFLIGHT : OPEN;
}

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/** A tag may be made of what a client asked for, and headers take no line break, quote or accent. */
function toTag(etag: string): string {
  const escaped = (text: string) => `%${text.charCodeAt(0).toString(16)}`;
  return `"${etag.replaceAll(/[^!#-~]/g, escaped)}"`;
}

function cacheHeaders(etag: string | undefined): Headers {
  if (etag === undefined) return { 'cache-control': 'no-store' };
  return { 'cache-control': 'private, no-cache', etag };
}

/** What goes out: every answer has a JSON body, except 304 and answers to HEAD, which must not. */
export function toAnswer(
  result: RouteResult | Problem,
  requestId: string,
  asked: Asked,
): APIGatewayProxyStructuredResultV2 {
  const etag = 'etag' in result && result.etag !== undefined ? toTag(result.etag) : undefined;
  const isKnown = etag !== undefined && names(asked.headers['if-none-match'], etag);
  const type = isProblem(result) ? 'application/problem+json' : 'application/json';
  return {
    statusCode: isKnown ? 304 : result.status,
    headers: {
      'content-type': type,
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
      ...cacheHeaders(etag),
      ...corsHeaders(asked),
      ...result.headers,
    },
    body: isKnown || asked.method === 'HEAD' ? '' : JSON.stringify(result.body),
  };
}
