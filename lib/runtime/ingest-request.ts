import type { JsonObject } from '../http/json-value.ts';
import { parseObject } from '../http/parse-object.ts';
import { keyInBody, keyInHeaders } from '../http/posted-key.ts';
import { isProblem, type Problem, problem } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import type { Caller } from './authenticate.ts';
import { bodyCodec } from './body-codec.ts';
import type { RateLimit } from './rate-limit.ts';
import type { HttpRequest } from './route.ts';
import type { IngestServices } from './services.ts';

/** A posted body and who posted it. */
export interface IngestRequest {
  readonly caller: Caller;
  readonly body: JsonObject;
  readonly text: string;
}

function limited(seconds: number): Problem {
  const headers = { 'retry-after': String(seconds) };
  return problem('too_many_requests', 'this key sends too many requests', { headers });
}

/**
 * Finds out who posts what. A key in the headers is checked before the body is read; a key in
 * the body (browsers, PostHog) can only be checked after.
 */
export async function readIngestRequest(
  services: IngestServices,
  limit: RateLimit | undefined,
  request: HttpRequest,
): Promise<IngestRequest | Problem> {
  const { authenticator } = services;
  const headerKey = keyInHeaders(request.headers);
  const early = headerKey && (await authenticator.authenticate(headerKey, 'write'));
  if (isProblem(early)) return early;
  const text = readBody(request.raw, bodyCodec);
  if (isProblem(text)) return text;
  const body = parseObject(text);
  if (isProblem(body)) return body;
  const caller = early || (await authenticator.authenticate(keyInBody(body), 'write'));
  if (isProblem(caller)) return caller;
  const seconds = limit?.(caller.keyId) ?? 0;
  return seconds > 0 ? limited(seconds) : { caller, body, text };
}
