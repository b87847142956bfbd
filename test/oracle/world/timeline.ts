/** The last day of a random world that is over, and the instant at which it is looked at. */
export const LAST_DAY = '2026-11-20';
export const LOOKED_AT = '2026-11-21T12:00:00.000Z';

const DAY_MS = 86_400_000;
const LAST_MS = Date.parse(`${LAST_DAY}T00:00:00Z`);

/** When the clients of a world post: what had happened by then, at once or later. */
export const POSTED_FROM = [
  '2026-11-19T08:00:00Z',
  '2026-11-20T09:00:00Z',
  '2026-11-21T08:00:00Z',
].map((text) => Date.parse(text));

/** Returns an instant that many days before the last day, negative ones after it. */
export function instantOf(daysBefore: number, timeOfDayMs: number): number {
  return LAST_MS - daysBefore * DAY_MS + timeOfDayMs;
}

/** Returns the day that many days before the last one. */
export function dayOf(daysBefore: number): string {
  return new Date(instantOf(daysBefore, 0)).toISOString().slice(0, 10);
}
