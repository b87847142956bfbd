import type { KeyRole } from '../../lib/model/api-key.ts';
import type { DocumentStore } from '../../lib/model/document-store.ts';
import { createKey, importKey, listKeys } from '../../lib/runtime/services/api-keys.ts';

/** Keys that may be shown: those made just now and those given by the operator. */
export type ShownKeys = Readonly<Partial<Record<KeyRole, string>>>;

const ROLES: readonly KeyRole[] = ['write', 'read', 'admin'];

/** The source of everything that is posted with the key of the first start. */
const SOURCE = 'default';

/**
 * Takes the keys that were given, and makes those roles a key that never had one.
 * Keys made earlier are stored as hashes, so nothing can show them again.
 */
export async function ensureKeys(
  documents: DocumentStore,
  given: ShownKeys,
  clock: () => number,
): Promise<ShownKeys> {
  const known = new Set((await listKeys(documents)).map(({ role }) => role));
  const shown: Partial<Record<KeyRole, string>> = {};
  for (const role of ROLES) {
    const key = given[role];
    if (key !== undefined) {
      await importKey(documents, { key, role, source: SOURCE }, clock);
      shown[role] = key;
    } else if (!known.has(role)) {
      shown[role] = (await createKey(documents, role, SOURCE, clock)).key;
    }
  }
  return shown;
}
