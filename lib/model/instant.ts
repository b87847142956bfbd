/** The text of an instant in epoch milliseconds, `2026-11-21T09:00:00.000Z`. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Epoch milliseconds of a text that `isoInstant` or a protocol wrote; NaN for anything else. */
export function instantMs(text: string): number {
  return Date.parse(text);
}
