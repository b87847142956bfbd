import type { PostedEvent, Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { exceedsUtf8Length } from '../exceeds-utf8-length.ts';
import { isObject, isTooDeep, type JsonObject, kindOfValue } from '../json-value.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { readPosthogEvent } from './posthog-dialect.ts';
import { readSegmentEvent, type SegmentType } from './segment-dialect.ts';

export const MAX_EVENT_BYTES = 32 * 1024;
export const MAX_EVENTS = 2_500;

/** How a route's body is to be read: one event of a type, or a list of them. */
export type Dialect =
  | { readonly kind: 'segment'; readonly type: SegmentType }
  | { readonly kind: 'segment-batch' }
  | { readonly kind: 'posthog-batch' };

/** Makes a list out of a body, or says why it is none. */
export function listField(body: JsonObject, field: string): readonly unknown[] | Problem {
  const list = body[field];
  if (!Array.isArray(list)) {
    const message = `must be a list, got ${kindOfValue(list)}`;
    return problem('invalid', `${field} ${message}`, { errors: [{ path: field, message }] });
  }
  if (list.length <= MAX_EVENTS) return list;
  return problem('too_large', `${field} has ${list.length} items, at most ${MAX_EVENTS} are taken`);
}

function postedItems(body: JsonObject, dialect: Dialect): readonly unknown[] | Problem {
  if (dialect.kind !== 'segment') return listField(body, 'batch');
  return Object.keys(body).length > 0
    ? [body]
    : problem('invalid', 'the body is an empty object, which is no event');
}

function sizeFault(item: JsonObject, mayExceedLimit: boolean): Refusal | undefined {
  if (isTooDeep(item)) return refuse('malformed', 'the event is nested deeper than 64 levels');
  // Writing an event out costs as much as reading it: skipped where the whole body is small enough.
  const isLarge = mayExceedLimit && exceedsUtf8Length(JSON.stringify(item), MAX_EVENT_BYTES);
  return isLarge ? refuse('too_large', `the event is over ${MAX_EVENT_BYTES} bytes`) : undefined;
}

function itemReader(
  dialect: Dialect,
  body: JsonObject,
): (item: JsonObject) => PostedEvent | Refusal {
  if (dialect.kind === 'posthog-batch') return readPosthogEvent;
  const type = dialect.kind === 'segment' ? dialect.type : undefined;
  return (item) => readSegmentEvent(item, type, body);
}

/**
 * The events of a body in their order, each read or refused. `mayHoldLarge` says that the whole
 * body is over the limit of one event.
 */
export function readEvents(
  body: JsonObject,
  dialect: Dialect,
  mayExceedLimit: boolean,
): readonly (PostedEvent | Refusal)[] | Problem {
  const items = postedItems(body, dialect);
  if (isProblem(items)) return items;
  const read = itemReader(dialect, body);
  return items.map((item) =>
    isObject(item)
      ? (sizeFault(item, mayExceedLimit) ?? read(item))
      : refuse('malformed', `an event is an object, got ${kindOfValue(item)}`),
  );
}
