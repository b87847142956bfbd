import type * as z from 'zod';
import { decodeBody } from '../../http/decode-body.ts';
import type { Operation } from '../../http/openapi.ts';
import { parseDocument } from '../../http/parse-document.ts';
import { isProblem, type Problem } from '../../http/problem.ts';
import { keyInHeaders } from '../../http/request-key.ts';
import type { Uses } from '../services/services.ts';
import { bodyCodec } from './body-codec.ts';
import type { HttpRequest, HttpRoute, Method, RouteResult } from './route.ts';

/** A request to the API whose caller may make it, its body parsed. */
export interface ApiRequest extends Pick<HttpRequest, 'params' | 'query'> {
  /** JSON or YAML by content type; undefined when there is none. Read it with `readBySchema`. */
  readonly body: unknown;
}

/** What a route answers; the status is the one that the route declares unless it says another. */
export type ApiResult = Partial<RouteResult> & Pick<RouteResult, 'body'>;

/** One route of the API: what the description says of it, who may call it, and what it does. */
export interface ApiRoute extends Operation {
  readonly endpoint: `${Method} /${string}`;
  /** The least role; `public` asks for no key. An admin key may do everything. */
  readonly role: 'public' | 'read' | 'admin';
  readonly bodySchema?: z.ZodType;
  /**
   * Throws a BarometerError for what cannot be answered: `invalid` is 400, `not_found` 404,
   * `conflict` 409, `store_unavailable` 503. Other problems are answered as values.
   */
  handle(request: ApiRequest): Promise<ApiResult | Problem>;
}

/** What a file of routes exports: routes made of the few services that they use. */
export type ApiRoutes<Services> = (services: Services) => readonly ApiRoute[];

function bodyOf({ raw, headers }: HttpRequest): { readonly value: unknown } | Problem {
  const text = decodeBody(raw, bodyCodec);
  if (isProblem(text)) return text;
  if (text.trim() === '') return { value: undefined };
  return parseDocument(text, headers['content-type'] ?? '');
}

/** Puts the door before a route: the key first, then the body. */
export function toHttpRoute(
  { authenticator, hashing }: Uses<'hashing' | 'authenticator'>,
  route: ApiRoute,
): HttpRoute {
  const { endpoint, role, status = 200 } = route;
  const [method, path] = endpoint.split(' ') as [Method, string];
  /** What is read again and again gets a tag of its content, where the route knows none from a snapshot. */
  const tagged = (result: RouteResult): RouteResult => {
    const needsTag = method === 'GET' && role === 'read' && result.status === 200;
    if (!needsTag || result.etag !== undefined) return result;
    return { ...result, etag: hashing.fingerprint([JSON.stringify(result.body)]) };
  };
  return {
    method,
    path,
    async handle(request) {
      const { params, query, headers } = request;
      const caller =
        role === 'public'
          ? undefined
          : await authenticator.authenticate(keyInHeaders(headers), role);
      if (isProblem(caller)) return caller;
      const body = bodyOf(request);
      if (isProblem(body)) return body;
      const result = await route.handle({ params, query, body: body.value });
      if (isProblem(result)) return result;
      return tagged({ status, ...result });
    },
  };
}
