import { isDay } from '../model/day.ts';
import { instantMs, SECONDS_BELOW } from '../model/instant.ts';

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const EPOCH = /^-?\d{9,13}(\.\d+)?$/;

function fromNumber(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Math.round(Math.abs(value) < SECONDS_BELOW ? value * 1000 : value);
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
 * Epoch milliseconds of ISO 8601 (a day alone is its midnight) or of epoch seconds or
 * milliseconds, as number or text; undefined for anything else, so for `2026-02-30`.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === 'string') return fromText(value.trim());
  return typeof value === 'number' ? fromNumber(value) : undefined;
}
