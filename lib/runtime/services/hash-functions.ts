import { hash, randomBytes } from 'node:crypto';
import { type HashId, hashOfErased } from '../../model/id-hash.ts';

const DIGITS = 16;

/** SHA-256 as 64 hex digits: under it a key is stored. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * 16 hex digits of SHA-256 over parts that cannot run into each other.
 * The one-shot `hash` takes 0.9 us for 60 characters on Node 20, `createHash` 1.5 us.
 */
export function fingerprint(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, DIGITS);
}

/**
 * Hashes ids under an installation's key. The key has a fixed length and three quarters of the
 * digest are thrown away, so a plain keyed prefix is as safe here as HMAC, which takes 2.6 us
 * in place of 0.9 us an id.
 */
export function createIdHasher(key: string): HashId {
  return (kind, id) => {
    const erased = hashOfErased(id);
    if (erased !== undefined) return erased;
    const digits = fingerprint([key, kind, id]);
    const last = Number.parseInt(digits.slice(-1), 16);
    const marked = kind === 'anonymous' ? last | 1 : last & ~1;
    return digits.slice(0, -1) + marked.toString(16);
  };
}

/** 256 random bits in text that needs no escaping anywhere. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
