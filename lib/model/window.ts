/** A scoring window: a whole number of days that ends on its day, that day included. */
export type Window = number;

export const MAX_WINDOW_DAYS = 90;

/** Reads `7` or `7d`; undefined when it is not a whole number of days from 1 to 90. */
export function parseWindow(text: string): Window | undefined {
  const match = /^(\d{1,3})d?$/.exec(text);
  const days = Number(match?.[1] ?? 0);
  return days >= 1 && days <= MAX_WINDOW_DAYS ? days : undefined;
}
