import type { TraitValue } from './condition.ts';

/** The text of an instant in epoch milliseconds, `2026-11-21T09:00:00.000Z`. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Epoch milliseconds of a text that `isoInstant` or a protocol wrote; NaN for anything else. */
export function instantMs(text: string): number {
  return Date.parse(text);
}

/** Numbers below it are seconds (until the year 5138), others milliseconds (from 1973 on). */
export const SECONDS_BELOW = 1e11;

/**
 * Epoch milliseconds of a trait such as `createdAt`: a number of seconds or milliseconds, or any
 * text that JavaScript reads as a date; NaN for anything else.
 */
export function traitInstantMs(value: TraitValue | undefined): number {
  if (typeof value === 'number') return value < SECONDS_BELOW ? value * 1000 : value;
  return typeof value === 'string' ? instantMs(value) : Number.NaN;
}
