import { createHash } from 'node:crypto';
import type { DocumentStore } from '../model/document-store.ts';

/** Slack takes about one message a second for an incoming webhook, and answers 429 beyond. */
const SPACING_MS = 1_000;

/** A place this long ago was missed: whoever comes late asks again, or all would come at once. */
const KEPT_MS = 5_000;

/** Others who reserve at the same time. */
const ATTEMPTS = 10;

/** When the next message may go to an address, whoever sends it; epoch milliseconds. */
interface Pace {
  readonly freeAt: number;
}

/** The address is a secret, so it is kept as a hash. */
function paceId(url: string): string {
  return `slack-pace/${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
}

/** Whether a place that was reserved is still good. */
export function isInTime(place: number | undefined, now: number): boolean {
  return place !== undefined && place <= now && now - place < KEPT_MS;
}

/**
 * Reserves the next second of an address: conditional puts let one sender have it, so the rate
 * holds over all workers. Undefined when too many wanted one at once. Throws what the store throws.
 */
export async function reservePlace(
  documents: Pick<DocumentStore, 'get' | 'put'>,
  url: string,
  now: number,
): Promise<number | undefined> {
  const id = paceId(url);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const stored = await documents.get<Pace>('setting', id);
    const place = Math.max(now, stored?.body.freeAt ?? 0);
    const pace = { freeAt: place + SPACING_MS };
    if (await documents.put<Pace>('setting', id, pace, stored?.version ?? 0)) return place;
  }
  return undefined;
}
