import { instantMs, isoInstant } from './instant.ts';

/** A UTC calendar day, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

export const MS_PER_DAY = 86_400_000;

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** The UTC day of an instant in epoch milliseconds. */
export function dayOf(instant: number): Day {
  return isoInstant(instant).slice(0, 10);
}

/** Whole days since 1970-01-01; the number under which columns store a day. */
export function dayNumber(day: Day): number {
  return instantMs(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** The milliseconds from the begin of its UTC day to an instant in epoch milliseconds. */
export function millisecondOfDay(instant: number): number {
  return instant - Math.floor(instant / MS_PER_DAY) * MS_PER_DAY;
}

/** The day with that number of days since 1970-01-01. */
export function dayFromNumber(number: number): Day {
  return dayOf(number * MS_PER_DAY);
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** True for a real calendar day: `2026-02-30` is none, although `instantMs` rolls it into March. */
export function isDay(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const instant = instantMs(`${text}T00:00:00Z`);
  return Number.isFinite(instant) && dayOf(instant) === text;
}

/** Every day from `first` to `last`, both included, in order; empty when `last` is earlier. */
export function daysInRange(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let n = dayNumber(first); n <= dayNumber(last); n++) days.push(dayFromNumber(n));
  return days;
}
