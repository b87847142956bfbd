import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import {
  type GatewayHandler,
  type HttpServer,
  type HttpServerOptions,
  startHttpServer,
} from '../../../local/server/http-server.ts';

type Options = Partial<Omit<HttpServerOptions, 'route'>>;

/** A server at a free port that closes when the test is over. */
export async function startTestServer(
  route: GatewayHandler,
  options?: Options,
): Promise<HttpServer> {
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A server that keeps the events it was given. */
export async function startRecordingServer(options?: Options) {
  const events: APIGatewayProxyEventV2[] = [];
  const { url } = await startTestServer(async (event) => {
    events.push(event);
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  }, options);
  return { events, url };
}
