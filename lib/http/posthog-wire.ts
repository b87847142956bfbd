import type { PostedEvent, Refusal } from '../events/event.ts';
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

/** Group types that mean a customer, before any other that comes along. */
const ACCOUNT_GROUPS = ['account', 'company', 'organization', 'workspace', 'team'];

function accountOf(properties: JsonObject, faults: Faults): string | undefined {
  const groups = objectOr(properties['$groups']) ?? {};
  const named = ACCOUNT_GROUPS.find((type) => Object.hasOwn(groups, type));
  const type = named ?? Object.keys(groups)[0];
  return type === undefined ? undefined : readId(groups[type], `$groups.${type}`, faults);
}

/** A `distinct_id` is a user's unless the client says that it knows of none. */
function actorOf(event: JsonObject, properties: JsonObject, faults: Faults) {
  const posted = event['distinct_id'] ?? properties['distinct_id'];
  const isAnonymous =
    properties['$is_identified'] === false || properties['$process_person_profile'] === false;
  if (isAnonymous) return { anonymousId: readId(posted, 'distinct_id', faults) };
  return { userId: readUserId(posted, 'distinct_id', faults) };
}

function identified(event: JsonObject, properties: JsonObject, faults: Faults) {
  return {
    type: 'identify' as const,
    userId: readUserId(event['distinct_id'], 'distinct_id', faults),
    anonymousId: readId(properties['$anon_distinct_id'], '$anon_distinct_id', faults),
    traits: {
      ...objectOr(properties['$set_once']),
      ...objectOr(event['$set']),
      ...objectOr(properties['$set']),
    },
  };
}

/** The `distinct_id` of a group's own event is made up by the client: no user is meant. */
function grouped(properties: JsonObject, faults: Faults) {
  return {
    type: 'group' as const,
    accountId: readId(properties['$group_key'], '$group_key', faults),
    traits: objectOr(properties['$group_set']),
  };
}

function aliased(event: JsonObject, properties: JsonObject, faults: Faults) {
  return {
    type: 'alias' as const,
    userId: readUserId(
      properties['distinct_id'] ?? event['distinct_id'],
      'properties.distinct_id',
      faults,
    ),
    previousId: readId(properties['alias'], 'properties.alias', faults),
  };
}

function fieldsOf(event: JsonObject, properties: JsonObject, faults: Faults): PostedEvent {
  const name = readName(event['event'], faults);
  switch (name) {
    case '$identify':
    case '$set':
      return identified(event, properties, faults);
    case '$groupidentify':
      return grouped(properties, faults);
    case '$create_alias':
      return aliased(event, properties, faults);
    case '$pageview':
      return { type: 'page', ...actorOf(event, properties, faults) };
    case '$screen':
      return {
        type: 'screen',
        name: readName(properties['$screen_name'], faults),
        ...actorOf(event, properties, faults),
      };
    default:
      return { type: 'track', name, ...actorOf(event, properties, faults) };
  }
}

/** Reads an event of PostHog's clients, as they send it to `/batch/`. */
export function readPosthogEvent(event: JsonObject): PostedEvent | Refusal {
  const faults: Faults = {};
  const properties = objectOr(event['properties']) ?? {};
  const fields = fieldsOf(event, properties, faults);
  const messageId = readMessageId(event['uuid'], faults);
  const posted = {
    ...fields,
    accountId: fields.accountId ?? accountOf(properties, faults),
    messageId,
    timestamp: readTimestamp(event['timestamp'], faults),
    properties: messageId === undefined ? canonicalText(event['properties']) : undefined,
  };
  return faults.first ?? posted;
}
