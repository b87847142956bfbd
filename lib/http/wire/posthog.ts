import type { PostedEvent, Refusal } from '../../events/event.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { type JsonObject, objectOr } from '../json-value.ts';
import { type Dialect, successAnswer } from './dialect.ts';
import { listField, MAX_EVENTS, readEvents } from './read-events.ts';
import { type RefusalSlot, readId, readMessageId, readName, readTimestamp } from './read-fields.ts';

/** Group types that mean a customer, before any other that comes along. */
const ACCOUNT_GROUPS = ['account', 'company', 'organization', 'workspace', 'team'];

function accountOf(properties: JsonObject, slot: RefusalSlot): string | undefined {
  const groups = objectOr(properties['$groups']) ?? {};
  const named = ACCOUNT_GROUPS.find((type) => Object.hasOwn(groups, type));
  const type = named ?? Object.keys(groups)[0];
  return type === undefined ? undefined : readId(groups[type], `$groups.${type}`, slot);
}

/** A `distinct_id` is a user's unless the client says that it knows of none. */
function actorOf(event: JsonObject, properties: JsonObject, slot: RefusalSlot) {
  const posted = event['distinct_id'] ?? properties['distinct_id'];
  const isAnonymous =
    properties['$is_identified'] === false || properties['$process_person_profile'] === false;
  if (isAnonymous) return { anonymousId: readId(posted, 'distinct_id', slot) };
  return { userId: readId(posted, 'distinct_id', slot) };
}

function identified(event: JsonObject, properties: JsonObject, slot: RefusalSlot) {
  return {
    type: 'identify' as const,
    userId: readId(event['distinct_id'], 'distinct_id', slot),
    anonymousId: readId(properties['$anon_distinct_id'], '$anon_distinct_id', slot),
    traits: {
      ...objectOr(properties['$set_once']),
      ...objectOr(event['$set']),
      ...objectOr(properties['$set']),
    },
  };
}

/** The `distinct_id` of a group's own event is made up by the client: no user is meant. */
function grouped(properties: JsonObject, slot: RefusalSlot) {
  return {
    type: 'group' as const,
    accountId: readId(properties['$group_key'], '$group_key', slot),
    traits: objectOr(properties['$group_set']),
  };
}

function aliased(event: JsonObject, properties: JsonObject, slot: RefusalSlot) {
  return {
    type: 'alias' as const,
    userId: readId(
      properties['distinct_id'] ?? event['distinct_id'],
      'properties.distinct_id',
      slot,
    ),
    previousId: readId(properties['alias'], 'properties.alias', slot),
  };
}

function fieldsOf(event: JsonObject, properties: JsonObject, slot: RefusalSlot): PostedEvent {
  const name = readName(event['event'], slot);
  switch (name) {
    case '$identify':
    case '$set':
      return identified(event, properties, slot);
    case '$groupidentify':
      return grouped(properties, slot);
    case '$create_alias':
      return aliased(event, properties, slot);
    case '$pageview':
      return { type: 'page', ...actorOf(event, properties, slot) };
    case '$screen':
      return {
        type: 'screen',
        name: readName(properties['$screen_name'], slot),
        ...actorOf(event, properties, slot),
      };
    default:
      return { type: 'track', name, ...actorOf(event, properties, slot) };
  }
}

/** Reads an event of PostHog's clients, as they send it to `/batch/`. */
function readPosthogEvent(event: JsonObject): PostedEvent | Refusal {
  const slot: RefusalSlot = {};
  const properties = objectOr(event['properties']) ?? {};
  const fields = fieldsOf(event, properties, slot);
  const messageId = readMessageId(event['uuid'], slot);
  const posted = {
    ...fields,
    accountId: fields.accountId ?? accountOf(properties, slot),
    messageId,
    timestamp: readTimestamp(event['timestamp'], slot),
    properties: messageId === undefined ? canonicalJson(event['properties']) : undefined,
  };
  return slot.first ?? posted;
}

const POSTHOG_BATCH = {
  name: 'PosthogBatch',
  schema: {
    type: 'object',
    properties: {
      api_key: { type: 'string' },
      batch: {
        maxItems: MAX_EVENTS,
        type: 'array',
        items: { type: 'object', properties: {}, additionalProperties: {} },
      },
    },
    required: ['batch'],
  },
};

/** PostHog's clients on servers. */
export const POSTHOG: Dialect = {
  summary: 'Post events',
  keyField: 'api_key',
  routes: [
    {
      path: '/batch',
      schema: POSTHOG_BATCH,
      read: (body, text) => readEvents(listField(body, 'batch'), text, readPosthogEvent),
    },
  ],
  answer: successAnswer,
};
