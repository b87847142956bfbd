import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { ingestRoutes } from '../lib/runtime/ingest/ingest-routes.ts';
import { createHttpHandler, type HttpHandler } from '../lib/runtime/server/http-handler.ts';
import type { IngestServices } from '../lib/runtime/services/services.ts';
import { ingestServicesFromEnvironment } from '../lib/runtime/wiring/ingest-services.ts';

/** The front door: takes events and counts in, one put a request. Knows no 500. */
export function createIngest(services: IngestServices): HttpHandler {
  return createHttpHandler(ingestRoutes(services), {
    log: services.log,
    unforeseen: 'unavailable',
  });
}

let ingest: HttpHandler | undefined;

export async function handler(event: APIGatewayProxyEventV2, context: Context) {
  ingest ??= createIngest(ingestServicesFromEnvironment());
  return ingest(event, context);
}
