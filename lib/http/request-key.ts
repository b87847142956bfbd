import { keyRoleOf } from '../model/api-key.ts';

export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/**
 * The half of `name:secret` that is a key, the first one when neither looks like one: a write key
 * is a user name to Segment's clients (`wk_...:`) and a secret to Jitsu's (`x:wk_...`).
 */
function keyIn(text: string): string | undefined {
  const parts = text.split(':').map((part) => part.trim());
  return parts.find((part) => keyRoleOf(part)) ?? parts.find((part) => part !== '');
}

function basicKey(credentials: string): string | undefined {
  try {
    return keyIn(atob(credentials.trim()));
  } catch {
    return undefined;
  }
}

function authorizationKey(header: string): string | undefined {
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s+(.*)$/.exec(header) ?? [];
  if (/^basic$/i.test(scheme)) return basicKey(credentials);
  return /^bearer$/i.test(scheme) ? keyIn(credentials) : undefined;
}

/** The key in the headers (lower-case names): Basic user name or Bearer, else X-Write-Key. */
export function keyInHeaders(headers: RequestHeaders): string | undefined {
  const fromAuthorization = authorizationKey(headers['authorization'] ?? '');
  return fromAuthorization ?? keyIn(headers['x-write-key'] ?? '');
}

/** The key in the first of some fields of a posted body that holds text. */
export function keyInBody(
  body: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): string | undefined {
  const text = fields.map((field) => body[field]).find((key) => typeof key === 'string');
  return typeof text === 'string' ? keyIn(text) : undefined;
}
