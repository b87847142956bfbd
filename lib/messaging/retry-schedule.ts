import { instantMs } from '../model/instant.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before attempts 2 to 10: with the first at once, 75.6 hours in all. */
const RETRY_DELAYS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

export const MAX_ATTEMPTS = RETRY_DELAYS_MS.length + 1;

/** Waits grow by up to a tenth, so that receivers that come back are not met by everybody. */
const JITTER = 0.1;

/** No receiver may ask for more patience than the longest wait of the schedule. */
const MAX_DELAY_MS = 24 * HOUR;

/**
 * Milliseconds to wait after an attempt failed (the first is 1); undefined after the last.
 * A receiver's own wish makes the wait longer, never shorter.
 *
 * @param jitter 0 to 1, by chance
 */
export function retryDelayMs(attempt: number, jitter: number, requestedMs = 0): number | undefined {
  const wait = RETRY_DELAYS_MS[attempt - 1];
  if (wait === undefined) return undefined;
  const requested = Math.min(requestedMs, MAX_DELAY_MS);
  return Math.round(Math.max(wait, requested) * (1 + JITTER * jitter));
}

/** Milliseconds that a `Retry-After` asks for: seconds or an HTTP date; undefined if neither. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  // `instantMs` takes much that is no HTTP date; those begin with the day of the week.
  const retryAtMs = /^[A-Z][a-z]{2,8},? /.test(text) ? instantMs(text) : Number.NaN;
  return Number.isNaN(retryAtMs) ? undefined : Math.max(0, retryAtMs - now);
}
