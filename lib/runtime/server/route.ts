import type { RawBody } from '../../http/decode-body.ts';
import type { Problem, ProblemHeaders } from '../../http/problem.ts';
import type { RequestHeaders } from '../../http/request-key.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** A request once its route is known, its body as it came. */
export interface HttpRequest {
  /** By the names in the route's path; may hold slashes. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: RequestHeaders;
  readonly raw: RawBody;
  /** API Gateway's own id of this request: no two are the same. */
  readonly requestId: string;
}

/** An answer; its body is written as JSON. */
export interface RouteResult {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: ProblemHeaders;
  /** What the answer was made of: a request that names it in If-None-Match is answered 304. */
  readonly etag?: string;
}

export interface HttpRoute {
  readonly method: Method;
  /** `/v1/accounts/{id}`: a name in braces takes any text, slashes included. */
  readonly path: string;
  /** Open to browsers of any origin: ingest only. */
  readonly cors?: boolean;
  handle(request: HttpRequest): Promise<RouteResult | Problem>;
}
