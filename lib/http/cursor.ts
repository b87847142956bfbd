import * as z from 'zod';
import { BarometerError } from '../model/barometer-error.ts';

/** Where a page goes on: what the list sorts by, of the last row that was shown. */
export type CursorPosition = readonly (string | number | null)[];

const stored = z.tuple([z.string(), z.array(z.union([z.string(), z.number(), z.null()]))]);

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(latin).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): string {
  const latin = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(latin, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** A text that is opaque to clients. `list` is what it belongs to, its query included. */
export function encodeCursor(list: string, position: CursorPosition): string {
  return toBase64Url(JSON.stringify([list, position]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(fromBase64Url(text));
  } catch {
    return undefined;
  }
}

/** Throws `invalid` for a cursor that is made up, cut, or of another list. */
export function decodeCursor(list: string, text: string): CursorPosition {
  const result = stored.safeParse(parsed(text));
  if (result.success && result.data[0] === list) return result.data[1];
  const message = 'must be the next of a page of this very list';
  throw new BarometerError('invalid', `the cursor is not valid: it ${message}`, {
    faults: [{ path: 'cursor', message }],
  });
}
