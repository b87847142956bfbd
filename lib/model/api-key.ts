/** What a key may do: post events, read, or everything. */
export type KeyRole = 'write' | 'read' | 'admin';

export const KEY_PREFIXES: Readonly<Record<KeyRole, string>> = {
  write: 'wk_',
  read: 'rk_',
  admin: 'ak_',
};

/** What is stored of a key; the key itself is shown once and kept nowhere. */
export interface ApiKey {
  readonly role: KeyRole;
  /** The named source that a write key belongs to; a source survives the rotation of its keys. */
  readonly source: string;
  /** The first characters, enough to tell keys apart in a list. */
  readonly hint: string;
  readonly createdAt: string;
  readonly revokedAt?: string;
}

/** The role a key's prefix claims; undefined when it is no key of ours. */
export function keyRoleOf(key: string): KeyRole | undefined {
  const roles: KeyRole[] = ['write', 'read', 'admin'];
  return roles.find((role) => key.startsWith(KEY_PREFIXES[role]));
}
