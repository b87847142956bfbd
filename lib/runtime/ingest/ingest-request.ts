import { decodeBody } from '../../http/decode-body.ts';
import { isObject, type JsonObject, kindOfValue } from '../../http/json-value.ts';
import { isProblem, type Problem, problem } from '../../http/problem.ts';
import { keyInBody, keyInHeaders } from '../../http/request-key.ts';
import type { WireRoute } from '../../http/wire/dialect.ts';
import { BODY_KEY_FIELDS } from '../../http/wire/dialects.ts';
import { bodyCodec } from '../server/body-codec.ts';
import type { HttpRequest } from '../server/route.ts';
import type { Uses } from '../services/services.ts';
import type { RateLimit } from './rate-limit.ts';

/**
 * A JSON text, or what Python's clients write for a number that is none, which is no JSON. A text
 * without an end goes to the end, so that nothing is looked at twice.
 */
const TEXT_OR_NO_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/gs;

function nullForNoNumber(found: string): string {
  return found.startsWith('"') ? found : 'null';
}

/** Returns undefined for what is not JSON, whose values are never undefined. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON object that a text is; of keys that come twice the last one wins. */
function parseObject(text: string, wrap: WireRoute['wrap']): JsonObject | Problem {
  if (text.trim() === '') return problem('unparseable', 'the body is empty, send a JSON object');
  const parsed =
    parsedJson(text) ?? parsedJson(text.replaceAll(TEXT_OR_NO_NUMBER, nullForNoNumber));
  const value = parsed === undefined || !wrap ? parsed : wrap(parsed);
  // The parser's own message quotes the body, and what a client posted goes nowhere.
  if (value === undefined) return problem('unparseable', 'the body is not JSON');
  if (isObject(value)) return value;
  return problem('unparseable', `the body must be a JSON object, got ${kindOfValue(value)}`);
}

function rateLimited(seconds: number): Problem {
  const headers = { 'retry-after': String(seconds) };
  return problem('too_many_requests', 'this key sends too many requests', { headers });
}

/**
 * Finds out who posts what. A key in the headers is checked before the body is read; a key in
 * the body (browsers, PostHog) can only be checked after.
 */
export async function readIngestRequest(
  services: Uses<'authenticator'>,
  limit: RateLimit | undefined,
  request: HttpRequest,
  { unpack, wrap }: Pick<WireRoute, 'unpack' | 'wrap'> = {},
) {
  const { authenticator } = services;
  const headerKey = keyInHeaders(request.headers);
  const early = headerKey && (await authenticator.authenticate(headerKey, 'write'));
  if (isProblem(early)) return early;
  const decoded = decodeBody(request.raw, bodyCodec);
  const text = isProblem(decoded) || !unpack ? decoded : unpack(decoded);
  if (isProblem(text)) return text;
  const body = parseObject(text, wrap);
  if (isProblem(body)) return body;
  const bodyKey = keyInBody(body, BODY_KEY_FIELDS);
  const caller = early || (await authenticator.authenticate(bodyKey, 'write'));
  if (isProblem(caller)) return caller;
  const seconds = limit?.(caller.keyId) ?? 0;
  return seconds > 0 ? rateLimited(seconds) : { caller, body, text };
}
