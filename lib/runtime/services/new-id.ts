import { randomUUID } from 'node:crypto';

/** An id that nobody has had before. */
export function newId(): string {
  return randomUUID();
}
