import type * as z from 'zod';
import { decodeBody } from '../../http/decode-body.ts';
import { parseDocument } from '../../http/parse-document.ts';
import { isProblem, type Problem } from '../../http/problem.ts';
import { keyInHeaders } from '../../http/request-key.ts';
import type { KeyRole } from '../../model/api-key.ts';
import type { ApiServices } from '../services/services.ts';
import { bodyCodec } from './body-codec.ts';
import type { HttpRequest, HttpRoute, Method, RouteResult } from './route.ts';

/** A request to the API, its caller known and its body parsed. */
export interface ApiRequest {
  /** By the names in the route's path. */
  readonly params: Readonly<Record<string, string>>;
  /** Read it with `readQuery` and a schema. */
  readonly query: URLSearchParams;
  /** JSON or YAML by content type; undefined when there is none. Read it with `readAs`. */
  readonly body: unknown;
  readonly role: KeyRole | 'public';
  readonly requestId: string;
}

/** One route of the API: what it is, who may call it, and what it does. */
export interface ApiRoute {
  readonly method: Method;
  readonly path: string;
  /** The least role; `public` asks for no key. An admin key may do everything. */
  readonly role: 'public' | 'read' | 'admin';
  /** One line for the OpenAPI description. */
  readonly summary: string;
  /** Schemas for the OpenAPI description; `handle` reads by them. */
  readonly querySchema?: z.ZodType;
  readonly bodySchema?: z.ZodType;
  /** Status of a good answer. @default 200 */
  readonly status?: number;
  /**
   * Throws a BarometerError for what cannot be answered: `invalid` is 400, `not_found` 404,
   * `conflict` 409, `store_unavailable` 503. Other problems are answered as values.
   */
  handle(request: ApiRequest): Promise<RouteResult | Problem>;
}

/** What a file of routes exports: routes made of the few services that they use. */
export type ApiRoutes<Services> = (services: Services) => readonly ApiRoute[];

function bodyOf({ raw, headers }: HttpRequest): { readonly value: unknown } | Problem {
  const text = decodeBody(raw, bodyCodec);
  if (isProblem(text)) return text;
  if (text.trim() === '') return { value: undefined };
  return parseDocument(text, headers['content-type'] ?? '');
}

/** What is read again and again gets a tag of its content, where it is made of more than a snapshot. */
function withEtag(
  { hashing }: Pick<ApiServices, 'hashing'>,
  { method, role }: ApiRoute,
  result: RouteResult | Problem,
): RouteResult | Problem {
  if (isProblem(result) || result.status !== 200 || result.etag !== undefined) return result;
  if (method !== 'GET' || role !== 'read') return result;
  return { ...result, etag: hashing.fingerprint([JSON.stringify(result.body)]) };
}

/** Puts the door before a route: the key first, then the body. */
export function toHttpRoute(
  services: Pick<ApiServices, 'hashing' | 'authenticator'>,
  route: ApiRoute,
): HttpRoute {
  const { method, path, role: needed } = route;
  return {
    method,
    path,
    async handle(request) {
      const key = keyInHeaders(request.headers);
      const caller =
        needed === 'public'
          ? { role: 'public' as const }
          : await services.authenticator.authenticate(key, needed);
      if (isProblem(caller)) return caller;
      const body = bodyOf(request);
      if (isProblem(body)) return body;
      const { params, query, requestId } = request;
      const result = await route.handle({
        ...{ params, query, requestId },
        ...{ body: body.value, role: caller.role },
      });
      return withEtag(services, route, result);
    },
  };
}
