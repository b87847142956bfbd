import type { PostedEvent, Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { exceedsUtf8Length } from '../decode-body.ts';
import { isObject, isTooDeep, type JsonObject, kindOfValue } from '../json-value.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import type { PostedItems } from './dialect.ts';

const MAX_EVENT_BYTES = 32 * 1024;
export const MAX_EVENTS = 2_500;

/** Returns the list in a field of a body, or the problem `invalid` or `too_large`. */
export function listField(body: JsonObject, field: string): readonly unknown[] | Problem {
  const list = body[field];
  if (!Array.isArray(list)) {
    const message = `must be a list, got ${kindOfValue(list)}`;
    return problem('invalid', `${field} ${message}`, { errors: [{ path: field, message }] });
  }
  if (list.length <= MAX_EVENTS) return list;
  return problem('too_large', `${field} has ${list.length} items, at most ${MAX_EVENTS} are taken`);
}

function sizeFault(item: JsonObject, mayExceedLimit: boolean): Refusal | undefined {
  if (isTooDeep(item)) return refuse('malformed', 'the event is nested deeper than 64 levels');
  // Writing an event out costs as much as reading it: skipped where the whole body is small enough.
  const isLarge = mayExceedLimit && exceedsUtf8Length(JSON.stringify(item), MAX_EVENT_BYTES);
  return isLarge ? refuse('too_large', `the event is over ${MAX_EVENT_BYTES} bytes`) : undefined;
}

/** Reads or refuses the events of a body in their order; `text` is the whole body. */
export function readEvents(
  items: readonly unknown[] | Problem,
  text: string,
  read: (item: JsonObject) => PostedEvent | Refusal,
): PostedItems | Problem {
  if (isProblem(items)) return items;
  const mayExceedLimit = exceedsUtf8Length(text, MAX_EVENT_BYTES);
  const readItem = (item: unknown) =>
    isObject(item)
      ? (sizeFault(item, mayExceedLimit) ?? read(item))
      : refuse('malformed', `an event is an object, got ${kindOfValue(item)}`);
  return { kind: 'events', items: items.map(readItem) };
}
