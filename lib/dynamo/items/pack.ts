import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { BarometerError } from '../../model/barometer-error.ts';
import { PACK_DICTIONARY } from './pack-dictionary.ts';

/** JSON as text where it is short, deflated where that saves write units. */
export type Packed = string | Uint8Array;

/**
 * Below this deflate saves little and costs every reader an inflate: single events, which come by
 * the million, stay plain text.
 */
const PLAIN_UP_TO_BYTES = 400;

/** Of DynamoDB's 400 KB an item, 10 KB are left for keys and small attributes. */
export const MAX_PACKED_BYTES = 390 * 1024;

const dictionary = Buffer.from(PACK_DICTIONARY);

/**
 * zlib's default level: 15 us for a batch of 20 events and 30 us for 100, no slower than level 1,
 * and 1 to 2 % smaller.
 */
export function pack(value: unknown): Packed {
  const json = JSON.stringify(value);
  return Buffer.byteLength(json) <= PLAIN_UP_TO_BYTES ? json : deflateRawSync(json, { dictionary });
}

export function packedBytes(packed: Packed): number {
  return Buffer.byteLength(packed);
}

/** Throws `invalid` for what does not fit into an item; `what` says what it is. */
export function ensureFits(what: string, bytes: number): void {
  if (bytes <= MAX_PACKED_BYTES) return;
  const message = `${what} has ${bytes} bytes packed, allowed are ${MAX_PACKED_BYTES}`;
  throw new BarometerError('invalid', message);
}

/** What was packed; throws `unreadable` for anything else. */
export function unpack(packed: unknown): unknown {
  try {
    if (typeof packed === 'string') return JSON.parse(packed);
    if (packed instanceof Uint8Array)
      return JSON.parse(inflateRawSync(packed, { dictionary }).toString());
  } catch (cause) {
    throw new BarometerError('unreadable', 'stored bytes are no packed columns', { cause });
  }
  throw new BarometerError('unreadable', `packed columns are missing, got ${typeof packed}`);
}

/** Hex digits as bytes, for hashes: they take half the room and deflate cannot shrink them. */
export function hexToBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

export function bytesToHex(bytes: unknown): string {
  if (bytes instanceof Uint8Array) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  }
  throw new BarometerError('unreadable', `stored hashes are missing, got ${typeof bytes}`);
}
