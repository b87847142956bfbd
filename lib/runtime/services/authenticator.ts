import { type Problem, problem } from '../../http/problem.ts';
import { type ApiKey, type KeyRole, keyRoleOf } from '../../model/api-key.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import { sha256 } from './hash-functions.ts';
import { createLruCache } from './lru-cache.ts';

/** A revoked key works for no longer than this. */
const CACHE_TTL_MS = 60_000;
const CACHED_KEYS = 10_000;
/** Nothing of ours is longer: what is longer is not worth hashing. */
const MAX_KEY_LENGTH = 512;

/** A key that is known and not revoked. */
export interface Caller {
  /** SHA-256 of the key, 64 hex digits: tells keys apart without knowing them. */
  readonly keyId: string;
  readonly role: KeyRole;
  readonly source: string;
}

export type Authenticator = ReturnType<typeof createAuthenticator>;

function unauthenticated(detail: string): Problem {
  const headers = { 'www-authenticate': 'Basic realm="barometer", Bearer' };
  return problem('unauthenticated', detail, { headers });
}

const MISSING = unauthenticated(
  'send a key as Basic user name, as Bearer, in X-Write-Key, or as writeKey in the body',
);
const UNKNOWN = unauthenticated('the key is unknown or was revoked');

/**
 * Keys are looked up by their SHA-256 and remembered for a minute, unknown ones too: a flood of
 * bad keys costs one read each, and a text that is no key of ours costs none.
 */
export function createAuthenticator(documents: DocumentStore, clock: () => number) {
  const options = { ttlMs: CACHE_TTL_MS, entries: CACHED_KEYS };
  const cache = createLruCache<Caller | 'unknown'>(clock, options);
  const readCaller = async (keyId: string): Promise<Caller | 'unknown'> => {
    const stored = await documents.get<ApiKey>('key', keyId);
    if (!stored || stored.body.revokedAt !== undefined) return 'unknown';
    return { keyId, role: stored.body.role, source: stored.body.source };
  };
  return {
    /** The caller behind a key; the problem is `unauthenticated` (401) or `forbidden` (403). */
    async authenticate(key: string | undefined, needed: KeyRole): Promise<Caller | Problem> {
      if (key === undefined) return MISSING;
      if (keyRoleOf(key) === undefined || key.length > MAX_KEY_LENGTH) return UNKNOWN;
      const keyId = sha256(key);
      const caller = await cache.fetch(keyId, () => readCaller(keyId));
      if (caller === 'unknown') return UNKNOWN;
      const { role } = caller;
      if (role === needed || role === 'admin') return caller;
      return problem('forbidden', `this needs a key of role ${needed}, got one of role ${role}`);
    },
    /** Forgets what was looked up, so that a key just revoked stops at once. */
    clear: () => cache.clear(),
  };
}
