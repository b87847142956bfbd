import type { PostedEvent, Refusal } from '../events/event.ts';
import { refuse } from '../events/refusal.ts';
import { canonicalText } from '../model/canonical-text.ts';
import { type JsonObject, objectOr } from './json-value.ts';
import {
  type Faults,
  readId,
  readMessageId,
  readName,
  readTimestamp,
  readUserId,
} from './read-fields.ts';

export type SegmentType = PostedEvent['type'];

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
function accountOf(event: JsonObject, batch: JsonObject, faults: Faults): string | undefined {
  return (
    readId(event['groupId'], 'groupId', faults) ??
    readId(objectOr(event['context'])?.['groupId'], 'context.groupId', faults) ??
    readId(objectOr(batch['context'])?.['groupId'], 'context.groupId', faults)
  );
}

/** What tells two events apart that have no messageId. */
function contentOf(event: JsonObject): string {
  return canonicalText([event['properties'], event['traits']]);
}

/** RudderStack's clients say `originalTimestamp`. */
function timestampOf(event: JsonObject, faults: Faults): number | undefined {
  return readTimestamp(event['timestamp'] ?? event['originalTimestamp'], faults);
}

/**
 * Reads an event of Segment's, RudderStack's or Jitsu's clients. The type is the route's, or the
 * event's own in a batch; what stands beside `batch` goes for all its events.
 */
export function readSegmentEvent(
  event: JsonObject,
  routeType: SegmentType | undefined,
  batch: JsonObject,
): PostedEvent | Refusal {
  const type = routeType ?? typeOf(event['type']);
  if (!type) return refuse('unknown_type', `type must be one of ${SEGMENT_TYPES.join(', ')}`);
  const faults: Faults = {};
  const messageId = readMessageId(event['messageId'], faults);
  const posted = {
    type,
    userId: readUserId(event['userId'], 'userId', faults),
    anonymousId: readId(event['anonymousId'], 'anonymousId', faults),
    accountId: accountOf(event, batch, faults),
    previousId: readId(event['previousId'], 'previousId', faults),
    name: readName(type === 'track' ? event['event'] : event['name'], faults),
    messageId,
    timestamp: timestampOf(event, faults),
    traits: type === 'identify' || type === 'group' ? objectOr(event['traits']) : undefined,
    properties: messageId === undefined ? contentOf(event) : undefined,
  };
  return faults.first ?? posted;
}
