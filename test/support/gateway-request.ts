import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpHandler } from '../../lib/runtime/http-handler.ts';

export interface RequestParts {
  readonly method?: string;
  readonly query?: string;
  /** As API Gateway hands them over: lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The key as Bearer; none when undefined. */
  readonly key?: string | undefined;
  /** Text as it is, bytes as base64, anything else as JSON. */
  readonly body?: unknown;
}

/** A request as API Gateway hands it to a function on the `$default` route. */
export function gatewayRequest(path: string, parts: RequestParts = {}): APIGatewayProxyEventV2 {
  const { method = 'POST', query = '', key, body } = parts;
  const isBytes = body instanceof Uint8Array;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...parts.headers },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'localhost',
      domainPrefix: 'test',
      http,
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...(body !== undefined && { body: isBytes ? Buffer.from(body).toString('base64') : text }),
    isBase64Encoded: isBytes,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Empty where there is none: an answer to HEAD, and 304. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request through the function's door; the answer's body must be JSON. */
export async function send(
  handler: HttpHandler,
  path: string,
  parts: RequestParts = {},
): Promise<Answer> {
  const { statusCode = 0, headers = {}, body = '' } = await handler(gatewayRequest(path, parts));
  return { status: statusCode, headers, body: body === '' ? {} : JSON.parse(body) };
}
