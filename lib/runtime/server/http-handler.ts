import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { type Problem, type ProblemKind, problem, problemOf } from '../../http/problem.ts';
import { errorFields, type Log } from '../services/log.ts';
import { toResponse } from './response.ts';
import type { HttpRequest, HttpRoute, Method, RouteResult } from './route.ts';
import { createRouteTable, type FoundRoute, type FoundRoutes } from './route-table.ts';

/** A function behind API Gateway's HTTP API (payload 2.0). */
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context?: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

export interface HttpHandlerOptions {
  readonly log: Log;
  /** What an error that nobody foresaw is to the client. @default internal */
  readonly unforeseen?: Extract<ProblemKind, 'internal' | 'unavailable'>;
}

/** The answer has to leave before Lambda kills the function. */
const ANSWER_BEFORE_TIMEOUT_MS = 500;

function lowerCased(headers: APIGatewayProxyEventV2['headers']): HttpRequest['headers'] {
  const entries = Object.entries(headers ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function requestOf(
  event: APIGatewayProxyEventV2,
  params: FoundRoute['params'],
  query: URLSearchParams,
): HttpRequest {
  // It is a parameter of the path by now, and no route knows it as one of the query.
  if ('id' in params) query.delete('id');
  const headers = lowerCased(event.headers);
  const { body, isBase64Encoded: isBase64, requestContext } = event;
  return {
    params,
    query,
    headers,
    raw: { body: body ?? '', isBase64, encoding: headers['content-encoding'] },
    requestId: requestContext.requestId,
  };
}

function allowedIn(routes: FoundRoutes): string {
  const methods: string[] = [...routes.keys()];
  if (methods.includes('GET')) methods.push('HEAD');
  return [...methods, 'OPTIONS'].join(', ');
}

function answerWithoutRoute(method: string, routes: FoundRoutes): RouteResult | Problem {
  if (routes.size === 0) return problem('not_found', 'there is no such path, see /openapi.json');
  const headers = { allow: allowedIn(routes) };
  if (method === 'OPTIONS') return { status: 200, body: { allow: headers.allow }, headers };
  return problem('method_not_allowed', `this path takes ${headers.allow}`, { headers });
}

/** Runs a route; whatever it throws becomes a problem, and what nobody foresaw is logged. */
async function runRoute(
  { route, params }: FoundRoute,
  event: APIGatewayProxyEventV2,
  query: URLSearchParams,
  options: HttpHandlerOptions,
): Promise<RouteResult | Problem> {
  try {
    return await route.handle(requestOf(event, params, query));
  } catch (error) {
    const known = problemOf(error);
    if (known.status < 500) return known;
    options.log.error('request failed', errorFields(error));
    const isForeseen = known.kind !== 'internal' || options.unforeseen === undefined;
    return isForeseen ? known : problem(options.unforeseen, 'the request could not be served');
  }
}

/** Serves routes: finds the one meant, runs it and writes its answer. Never throws. */
export function createHttpHandler(
  routes: readonly HttpRoute[],
  options: HttpHandlerOptions,
): HttpHandler {
  const table = createRouteTable(routes);
  const serve: HttpHandler = async (event) => {
    const { http, requestId } = event.requestContext;
    const query = new URLSearchParams(event.rawQueryString);
    const found = table(event.rawPath, query.get('id') || undefined);
    const { method } = http;
    const route = found.get((method === 'HEAD' ? 'GET' : method) as Method);
    const result = route
      ? await runRoute(route, event, query, options)
      : answerWithoutRoute(method, found);
    const cors = [...found.values()].some((each) => each.route.cors === true);
    return toResponse(result, requestId, { headers: lowerCased(event.headers), method, cors });
  };
  const timedOut = ({ requestContext: { http, requestId } }: APIGatewayProxyEventV2) => {
    const context = { headers: {}, method: http.method, cors: true };
    return toResponse(problem('unavailable', 'the request took too long'), requestId, context);
  };
  const stack = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: ANSWER_BEFORE_TIMEOUT_MS,
  })
    .onError((request) => {
      request.response = timedOut(request.event);
    })
    .handler(serve);
  return (event, context) => stack(event, context as Context);
}
