import { type ApiKey, KEY_PREFIXES, type KeyRole, keyRoleOf } from '../../model/api-key.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import { isoInstant } from '../../model/instant.ts';
import { randomSecret, sha256 } from './hash-functions.ts';
import { ensureInstallation } from './installation.ts';

const MIN_IMPORTED_KEY_LENGTH = 32;
/** The prefix and five characters more: they give away 30 of 256 bits. */
const HINT_LENGTH = 8;

/** A key as it is listed: everything but the key. */
export interface ListedKey extends ApiKey {
  /** SHA-256 of the key, 64 hex digits. */
  readonly id: string;
}

/** A key as it is shown, once. */
export interface NewKey extends ListedKey {
  readonly key: string;
}

/** A key that was made or given, and what it is for. */
type GivenKey = Pick<NewKey, 'key' | 'role' | 'source'>;

async function storeKey(
  documents: DocumentStore,
  { key, role, source }: GivenKey,
  clock: () => number,
): Promise<NewKey> {
  // Nothing can be received before there is a key: this is the hour from which hours are sealed.
  await ensureInstallation(documents, clock);
  const createdAt = isoInstant(clock());
  const body: ApiKey = { role, source, hint: key.slice(0, HINT_LENGTH), createdAt };
  const id = sha256(key);
  await documents.put('key', id, body, 0);
  return { id, key, ...body };
}

/** Makes a key of 256 random bits. Two keys of one source may live at once, for rotation. */
export function createKey(
  documents: DocumentStore,
  role: KeyRole,
  source: string,
  clock: () => number,
): Promise<NewKey> {
  return storeKey(documents, { key: KEY_PREFIXES[role] + randomSecret(), role, source }, clock);
}

/**
 * Takes a given key as it is; its prefix says its role. A second time changes nothing, so a
 * revoked key stays revoked. Throws `invalid` for another role or under 32 characters.
 */
export async function importKey(
  documents: DocumentStore,
  given: GivenKey,
  clock: () => number,
): Promise<NewKey> {
  const { key, role } = given;
  if (keyRoleOf(key) === role && key.length >= MIN_IMPORTED_KEY_LENGTH) {
    return storeKey(documents, given, clock);
  }
  throw new BarometerError(
    'invalid',
    `a ${role} key begins with ${KEY_PREFIXES[role]} and has at least ${MIN_IMPORTED_KEY_LENGTH} characters`,
  );
}

export async function listKeys(documents: DocumentStore): Promise<readonly ListedKey[]> {
  const keys = await documents.list<ApiKey>('key');
  return keys.map(({ id, body }) => ({ id, ...body }));
}

/** Revokes a key for ever. Returns undefined when there is none; throws `conflict`. */
export async function revokeKey(
  documents: DocumentStore,
  id: string,
  clock: () => number,
): Promise<ListedKey | undefined> {
  const stored = await documents.get<ApiKey>('key', id);
  if (!stored) return undefined;
  if (stored.body.revokedAt !== undefined) return { id, ...stored.body };
  const body = { ...stored.body, revokedAt: isoInstant(clock()) };
  if (await documents.put('key', id, body, stored.version)) return { id, ...body };
  throw new BarometerError('conflict', 'the key was changed by somebody else, try again');
}

/**
 * Makes a second key of the same role and source; the first works until it is revoked. Returns
 * undefined when there is none; throws `conflict` for one that was revoked.
 */
export async function rotateKey(
  documents: DocumentStore,
  id: string,
  clock: () => number,
): Promise<NewKey | undefined> {
  const stored = await documents.get<ApiKey>('key', id);
  if (!stored) return undefined;
  const { role, source, revokedAt } = stored.body;
  if (revokedAt === undefined) return createKey(documents, role, source, clock);
  throw new BarometerError('conflict', 'the key was revoked, make a new one of its source');
}
