import { isDay } from './day.ts';
import { instantMs } from './instant.ts';

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const EPOCH = /^-?\d{9,13}(\.\d+)?$/;

/** Numbers of fewer than nine digits are no instants: a 0, a plan, a year. */
const LEAST_EPOCH = 1e8;
/** Numbers below it are seconds (until the year 5138), others milliseconds (from 1973 on). */
const SECONDS_BELOW = 1e11;

function fromNumber(value: number): number | undefined {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size < LEAST_EPOCH) return undefined;
  return Math.round(size < SECONDS_BELOW ? value * 1000 : value);
}

/** `+01`, `+0100` and `+01:00`; without a zone it is UTC. */
function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function fromText(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return EPOCH.test(text) ? fromNumber(Number(text)) : undefined;
  const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = '0', zone] = match;
  // `instantMs` would roll 2026-02-30 into March.
  if (!isDay(day)) return undefined;
  const millis = `${fraction}00`.slice(0, 3);
  return instantMs(`${day}T${hours}:${minutes}:${seconds}.${millis}Z`) - offsetMs(zone);
}

/**
 * Returns the epoch milliseconds of what a client means as an instant, the time of an event or a trait such
 * as `createdAt`: ISO 8601 (a day alone is its midnight, without a zone it is UTC), or epoch seconds or
 * milliseconds, as number or text. Undefined for anything else, so for `2026-02-30`, `04-02-2026` and `0`.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'string') return fromText(value.trim());
  return typeof value === 'number' ? fromNumber(value) : undefined;
}
