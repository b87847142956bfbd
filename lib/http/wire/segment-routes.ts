import type { PostedEvent, Refusal } from '../../events/event.ts';
import { refuse } from '../../events/refuse.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { type JsonObject, objectOr } from '../json-value.ts';
import { problem } from '../problem.ts';
import type { WireRoute } from './dialect.ts';
import { listField, MAX_EVENTS, readEvents } from './read-events.ts';
import { type RefusalSlot, readId, readMessageId, readName, readTimestamp } from './read-fields.ts';

type SegmentType = PostedEvent['type'];

export const SEGMENT_TYPES: readonly SegmentType[] = [
  'track',
  'identify',
  'group',
  'page',
  'screen',
  'alias',
];

function typeOf(value: unknown): SegmentType | undefined {
  return SEGMENT_TYPES.find((type) => type === value);
}

/** `groupId`, else the event's or the batch's `context.groupId`. */
function accountOf(event: JsonObject, batch: JsonObject, slot: RefusalSlot): string | undefined {
  return (
    readId(event['groupId'], 'groupId', slot) ??
    readId(objectOr(event['context'])?.['groupId'], 'context.groupId', slot) ??
    readId(objectOr(batch['context'])?.['groupId'], 'context.groupId', slot)
  );
}

/** What tells two events apart that have no messageId. */
function contentOf(event: JsonObject): string {
  return canonicalJson([event['properties'], event['traits']]);
}

/** RudderStack's clients say `originalTimestamp`. */
function timestampOf(event: JsonObject, slot: RefusalSlot): number | undefined {
  return readTimestamp(event['timestamp'] ?? event['originalTimestamp'], slot);
}

/**
 * Reads an event of Segment's, RudderStack's or Jitsu's clients. The type is the route's, or the
 * event's own in a batch; what stands beside `batch` goes for all its events.
 */
function readSegmentEvent(
  event: JsonObject,
  routeType: SegmentType | undefined,
  batch: JsonObject,
): PostedEvent | Refusal {
  const type = routeType ?? typeOf(event['type']);
  if (!type) return refuse('unknown_type', `type must be one of ${SEGMENT_TYPES.join(', ')}`);
  const slot: RefusalSlot = {};
  const messageId = readMessageId(event['messageId'], slot);
  const posted = {
    type,
    userId: readId(event['userId'], 'userId', slot),
    anonymousId: readId(event['anonymousId'], 'anonymousId', slot),
    accountId: accountOf(event, batch, slot),
    previousId: readId(event['previousId'], 'previousId', slot),
    name: readName(type === 'track' ? event['event'] : event['name'], slot),
    category: type === 'page' || type === 'screen' ? readName(event['category'], slot) : undefined,
    messageId,
    timestamp: timestampOf(event, slot),
    traits: type === 'identify' || type === 'group' ? objectOr(event['traits']) : undefined,
    properties: messageId === undefined ? contentOf(event) : undefined,
  };
  return slot.first ?? posted;
}

const id = { type: ['string', 'number', 'null'] };
const traits = {
  type: 'object',
  propertyNames: { type: 'string' },
  additionalProperties: {},
};

const EVENT = {
  name: 'Event',
  schema: {
    type: 'object',
    properties: {
      type: { type: 'string', enum: SEGMENT_TYPES },
      userId: id,
      anonymousId: id,
      groupId: id,
      previousId: id,
      event: { type: 'string' },
      name: { type: 'string' },
      category: { type: 'string' },
      messageId: { type: 'string', maxLength: 100 },
      timestamp: { type: ['string', 'number'] },
      traits,
      properties: traits,
      context: { type: 'object', properties: { groupId: id }, additionalProperties: {} },
    },
  },
};

const BATCH = {
  name: 'Batch',
  schema: {
    type: 'object',
    properties: {
      batch: {
        maxItems: MAX_EVENTS,
        type: 'array',
        items: { $ref: '#/components/schemas/Event' },
      },
      writeKey: { type: 'string' },
    },
    required: ['batch'],
  },
};

/** A path whose body is one event of a type. */
export function segmentEventRoute(path: WireRoute['path'], type: SegmentType): WireRoute {
  return {
    path,
    type,
    schema: EVENT,
    read: (body, text) =>
      Object.keys(body).length > 0
        ? readEvents([body], text, (item) => readSegmentEvent(item, type, body))
        : problem('invalid', 'the body is an empty object, which is no event'),
  };
}

/** A path whose body lists events that say their types themselves. */
export function segmentBatchRoute(path: WireRoute['path']): WireRoute {
  return {
    path,
    schema: BATCH,
    read: (body, text) =>
      readEvents(listField(body, 'batch'), text, (item) => readSegmentEvent(item, undefined, body)),
  };
}
