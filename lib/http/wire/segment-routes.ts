import type { PostedEvent } from '../../events/event.ts';
import { problem } from '../problem.ts';
import type { WireRoute } from './dialect.ts';
import { listField, MAX_EVENTS, readEvents } from './read-events.ts';
import { readSegmentEvent, SEGMENT_TYPES } from './segment-event.ts';

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
export function segmentEventRoute(path: string, type: PostedEvent['type']): WireRoute {
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
export function segmentBatchRoute(path: string): WireRoute {
  return {
    path,
    schema: BATCH,
    read: (body, text) =>
      readEvents(listField(body, 'batch'), text, (item) => readSegmentEvent(item, undefined, body)),
  };
}
