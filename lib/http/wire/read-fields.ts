import type { Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { isBlank } from '../../events/text-limits.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import { kindOfValue } from '../json-value.ts';

/** Takes the first thing found wrong with an event while its fields are read. */
export interface RefusalSlot {
  first?: Refusal;
}

/**
 * What programs send where they have no id, in any case: to keep it would make one user of many, and one
 * event of many whose messageId it is.
 */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '',
  '(null)',
  '0',
  '<nil>',
  '[object object]',
  'anonymous',
  'false',
  'guest',
  'nan',
  'nil',
  'none',
  'null',
  'true',
  'undefined',
]);

/** Beyond 2^53 JSON has already rounded a number, so that two ids became one. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function readText(value: unknown): string | undefined | false {
  if (typeof value === 'string') return isBlank(value) ? undefined : value;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && isExact(value) ? String(value) : false;
}

function gotText(value: unknown): string {
  return typeof value === 'number' ? 'a number beyond 2^53' : kindOfValue(value);
}

function readIdAs(
  code: 'invalid_id' | 'invalid_message_id',
  value: unknown,
  field: string,
  slot: RefusalSlot,
): string | undefined {
  const text = readText(value);
  if (text === false) {
    slot.first ??= refuse(code, `${field} must be text or a number, got ${gotText(value)}`);
    return undefined;
  }
  return text === undefined || PLACEHOLDERS.has(text.trim().toLowerCase()) ? undefined : text;
}

/** An id as text; numbers become text. Undefined for null, blank, and what stands for nothing. */
export function readId(value: unknown, field: string, slot: RefusalSlot): string | undefined {
  return readIdAs('invalid_id', value, field, slot);
}

/** The message's id as text; undefined where there is none: the content identifies the event. */
export function readMessageId(value: unknown, slot: RefusalSlot): string | undefined {
  return readIdAs('invalid_message_id', value, 'messageId', slot);
}

/** The name of an event, page or screen; undefined for null and blank. */
export function readName(value: unknown, slot: RefusalSlot): string | undefined {
  const text = readText(value);
  if (text !== false) return text;
  slot.first ??= refuse('invalid_event_name', `the event must be text, got ${gotText(value)}`);
  return undefined;
}

/** Epoch milliseconds; undefined for null and blank. */
export function readTimestamp(value: unknown, slot: RefusalSlot): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const instant = parseInstant(value);
  if (instant !== undefined) return instant;
  slot.first ??= refuse(
    'invalid_timestamp',
    'the timestamp must be ISO 8601 or epoch seconds or milliseconds',
  );
  return undefined;
}
