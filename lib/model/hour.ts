import { instantMs, isoInstant } from './instant.ts';

/** A UTC hour, `YYYY-MM-DDTHH`. Hours compare as strings. */
export type Hour = string;

export const MS_PER_HOUR = 3_600_000;

/** How long after its end an hour may still receive a batch that was stamped within it. */
export const HOUR_CLOSES_AFTER_MS = 5 * 60_000;

/** The UTC hour of an instant in epoch milliseconds. */
export function hourOf(instant: number): Hour {
  return isoInstant(instant).slice(0, 13);
}

/** The instant at which an hour begins, in epoch milliseconds. */
export function hourStart(hour: Hour): number {
  return instantMs(`${hour}:00:00Z`);
}

export function nextHour(hour: Hour): Hour {
  return hourOf(hourStart(hour) + MS_PER_HOUR);
}

/** The last hour that is closed at `now`: no batch can be added to it any more. */
export function lastClosedHour(now: number): Hour {
  return hourOf(now - HOUR_CLOSES_AFTER_MS - MS_PER_HOUR);
}

/** Every hour from `first` to `last`, both included, in order; empty when `last` is earlier. */
export function hoursInRange(first: Hour, last: Hour): Hour[] {
  const hours: Hour[] = [];
  for (let hour = first; hour <= last; hour = nextHour(hour)) hours.push(hour);
  return hours;
}
