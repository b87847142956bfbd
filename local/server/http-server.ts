import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problem } from '../../lib/http/problem.ts';
import { toResponse } from '../../lib/runtime/server/response.ts';
import { StartError } from '../command/start-error.ts';
import { type PackedText, toGatewayEvent } from './gateway-event.ts';

export type GatewayHandler = (
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

export interface HttpServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly route: GatewayHandler;
  /** @default base64 */
  readonly packedText?: PackedText;
  /** Called with what a route threw, which no input may bring about. */
  readonly onError?: (error: unknown) => void;
}

/** API Gateway gives a function 30 s, and a client as long to send its body. */
const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;

/**
 * More than twice what ingest takes (500 KB decoded), so that ingest itself says what is too much,
 * and base64 of a packed body fits too.
 */
const MAX_REQUEST_BYTES = 1_200_000;

/** API Gateway's own limit: beyond it the connection is cut rather than read to its end. */
const MAX_DRAINED_BYTES = 10_000_000;

/**
 * The whole body; undefined when it is over 1.2 MB. A body that is too large is read to its end
 * without keeping it, since a client that is still sending would not see the answer.
 */
async function readRequestBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_DRAINED_BYTES) return undefined;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= MAX_REQUEST_BYTES ? Buffer.concat(chunks) : undefined;
}

/** An answer of this server's own, like those of the functions. */
function problemResponse(
  { method = 'GET' }: IncomingMessage,
  kind: 'too_large' | 'internal',
  detail: string,
): APIGatewayProxyStructuredResultV2 {
  return toResponse(problem(kind, detail), randomUUID(), { headers: {}, method, cors: true });
}

async function answerTo(
  request: IncomingMessage,
  options: HttpServerOptions,
): Promise<APIGatewayProxyStructuredResultV2> {
  const body = await readRequestBody(request);
  if (!body) {
    return problemResponse(request, 'too_large', `the body is over ${MAX_REQUEST_BYTES} bytes`);
  }
  try {
    return await options.route(toGatewayEvent(request, body, options.packedText ?? 'base64'));
  } catch (error) {
    options.onError?.(error);
    return problemResponse(request, 'internal', 'the request could not be served');
  }
}

function write(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  if (result.cookies) response.setHeader('set-cookie', result.cookies);
  response.statusCode = result.statusCode ?? 200;
  const bodiless = response.statusCode === 204 || response.statusCode === 304;
  if (!bodiless) response.setHeader('content-length', body.length);
  response.end(bodiless ? undefined : body);
}

function portError(error: NodeJS.ErrnoException, options: HttpServerOptions): unknown {
  const where = `port ${options.port} of ${options.host}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`${where} is in use: stop the other program or set another PORT`);
    case 'EACCES':
      return new StartError(`${where} is not allowed to this user: set a PORT of 1024 or more`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`${options.host} is no address of this machine: set another HOST`);
    default:
      return error;
  }
}

/**
 * Stands in for API Gateway: turns requests into the events that the functions get, and their
 * results into answers. Rejects with a StartError where the port cannot be had.
 */
export async function startHttpServer(options: HttpServerOptions) {
  let stopped = false;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answerTo(request, options).then(
      (result) => {
        if (stopped) response.setHeader('connection', 'close');
        write(response, result);
      },
      // The client went away in the middle of its body: there is nobody left to answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const { port, family, address } = server.address() as AddressInfo;
  return {
    /** Without a slash at the end. */
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    /** Takes no new requests and resolves when those in flight are answered, 10 s at most. */
    async close(): Promise<void> {
      stopped = true;
      const cut = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(cut);
    },
  };
}

export type HttpServer = Awaited<ReturnType<typeof startHttpServer>>;
