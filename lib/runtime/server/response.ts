import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { isProblem, type Problem, type ProblemHeaders } from '../../http/problem.ts';
import type { RequestHeaders } from '../../http/request-key.ts';
import type { RouteResult } from './route.ts';

/** Preflights are remembered for a day; browsers cap it at less. */
const PREFLIGHT_S = '86400';

/** Ingest takes events from any origin: a write key is public in a browser. */
const OPEN_CORS: ProblemHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-request-id',
};

/** What a browser may send that does not say what it wants to. */
const USUAL_HEADERS = 'authorization, content-type, x-write-key, x-retry-count';
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/**
 * What a browser asks before it posts. Every header is allowed: clients and tracing add their own
 * (`anonymousid`, `traceparent`), and no credentials go with a request.
 */
function preflightHeaders(asked = ''): ProblemHeaders {
  return {
    ...OPEN_CORS,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': HEADER_NAMES.test(asked) ? asked : USUAL_HEADERS,
    'access-control-max-age': PREFLIGHT_S,
    vary: 'access-control-request-headers',
  };
}

/** What an answer has to know of its request. */
export interface ResponseContext {
  readonly headers: RequestHeaders;
  readonly method: string;
  /** Open to browsers of any origin. */
  readonly cors: boolean;
}

function corsHeaders({ cors, method, headers }: ResponseContext): ProblemHeaders {
  if (!cors) return {};
  if (method !== 'OPTIONS') return OPEN_CORS;
  return preflightHeaders(headers['access-control-request-headers']);
}

function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/** A tag may be made of what a client sent, and headers take no line break, quote or accent. */
function toTag(etag: string): string {
  const escaped = (text: string) => `%${text.charCodeAt(0).toString(16)}`;
  return `"${etag.replaceAll(/[^!#-~]/g, escaped)}"`;
}

function cacheHeaders(etag: string | undefined): ProblemHeaders {
  if (etag === undefined) return { 'cache-control': 'no-store' };
  return { 'cache-control': 'private, no-cache', etag };
}

/** What goes out: every answer has a JSON body, except 304 and answers to HEAD, which must not. */
export function toResponse(
  result: RouteResult | Problem,
  requestId: string,
  context: ResponseContext,
): APIGatewayProxyStructuredResultV2 {
  const etag = 'etag' in result && result.etag !== undefined ? toTag(result.etag) : undefined;
  const isKnown = etag !== undefined && matchesEtag(context.headers['if-none-match'], etag);
  const type = isProblem(result) ? 'application/problem+json' : 'application/json';
  return {
    statusCode: isKnown ? 304 : result.status,
    headers: {
      'content-type': type,
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
      ...cacheHeaders(etag),
      ...corsHeaders(context),
      ...result.headers,
    },
    body: isKnown || context.method === 'HEAD' ? '' : JSON.stringify(result.body),
  };
}
