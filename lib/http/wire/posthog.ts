import type { PostedEvent, Refusal } from '../../events/event.ts';
import { isRefusal, refuse } from '../../events/refuse.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { ownValue } from '../../model/own-value.ts';
import { DEFAULT_SOURCE_SETTINGS, type SourceSettings } from '../../model/source-settings.ts';
import { type JsonObject, objectOr } from '../json-value.ts';
import { type ClientQuestion, type Dialect, successAnswer, type WireRoute } from './dialect.ts';
import { unpackForm, wrapEvents } from './posthog-body.ts';
import { listField, MAX_EVENTS, readEvents } from './read-events.ts';
import { type RefusalSlot, readId, readMessageId, readName, readTimestamp } from './read-fields.ts';

/** The key of the first of the groups that mean an account; groups that are null are none. */
function accountOf(
  properties: JsonObject,
  { accountGroups }: SourceSettings,
  slot: RefusalSlot,
): string | undefined {
  const groups = objectOr(properties['$groups']);
  for (const type of accountGroups) {
    const id = readId(ownValue(groups, type), `$groups.${type}`, slot);
    if (id !== undefined) return id;
  }
  return undefined;
}

function distinctIdOf(event: JsonObject, properties: JsonObject): unknown {
  return event['distinct_id'] ?? properties['distinct_id'];
}

/** A `distinct_id` is a user's unless the client says that it knows of none. */
function actorOf(event: JsonObject, properties: JsonObject, slot: RefusalSlot) {
  const posted = distinctIdOf(event, properties);
  const isAnonymous =
    properties['$is_identified'] === false || properties['$process_person_profile'] === false;
  if (isAnonymous) return { anonymousId: readId(posted, 'distinct_id', slot) };
  return { userId: readId(posted, 'distinct_id', slot) };
}

function identified(event: JsonObject, properties: JsonObject, slot: RefusalSlot) {
  return {
    type: 'identify' as const,
    userId: readId(distinctIdOf(event, properties), 'distinct_id', slot),
    // Its events so far may have been taken for those of a user, for plain captures do not say.
    previousId: readId(properties['$anon_distinct_id'], '$anon_distinct_id', slot),
    traits: {
      ...objectOr(properties['$set_once']),
      ...objectOr(event['$set']),
      ...objectOr(properties['$set']),
    },
  };
}

/**
 * Traits of a group that means an account. The `distinct_id` of a group's own event is made up by the
 * client: no user is meant.
 */
function grouped(
  properties: JsonObject,
  { accountGroups }: SourceSettings,
  slot: RefusalSlot,
): PostedEvent | Refusal {
  const type = readName(properties['$group_type'], slot);
  if (type !== undefined && !accountGroups.includes(type)) {
    const known = accountGroups.join(', ');
    return refuse('no_account_id', `the group type means no account here, those that do: ${known}`);
  }
  return {
    type: 'group',
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

function fieldsOf(
  event: JsonObject,
  properties: JsonObject,
  settings: SourceSettings,
  slot: RefusalSlot,
): PostedEvent | Refusal {
  const name = readName(event['event'], slot);
  switch (name) {
    case '$identify':
    case '$set':
      return identified(event, properties, slot);
    case '$groupidentify':
      return grouped(properties, settings, slot);
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

/** Reads an event of PostHog's clients. Those in browsers say when it was in a property. */
function readPosthogEvent(event: JsonObject, settings: SourceSettings): PostedEvent | Refusal {
  const slot: RefusalSlot = {};
  const properties = objectOr(event['properties']) ?? {};
  const fields = fieldsOf(event, properties, settings, slot);
  if (isRefusal(fields)) return fields;
  const messageId = readMessageId(event['uuid'], slot);
  const posted = {
    ...fields,
    accountId: fields.accountId ?? accountOf(properties, settings, slot),
    messageId,
    timestamp: readTimestamp(event['timestamp'] ?? properties['$time'], slot),
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

const NO_FLAGS = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
};

/** What a browser is told: no feature but capturing, packed in a way that every proxy lets through. */
const BROWSER_CONFIG = {
  supportedCompression: ['base64'],
  hasFeatureFlags: false,
  autocapture_opt_out: true,
  capturePerformance: false,
  heatmaps: false,
  sessionRecording: false,
  surveys: false,
  siteApps: [],
};

const posts = (path: WireRoute['path']): WireRoute => ({
  path,
  schema: POSTHOG_BATCH,
  unpack: unpackForm,
  wrap: wrapEvents,
  usesSettings: true,
  read: (body, text, settings = DEFAULT_SOURCE_SETTINGS) =>
    readEvents(listField(body, 'batch'), text, (item) => readPosthogEvent(item, settings)),
});

const asksFlags = (path: WireRoute['path']): ClientQuestion => ({
  path,
  summary: 'No feature flags',
  unpack: unpackForm,
  wrap: wrapEvents,
  answer: () => NO_FLAGS,
});

/** PostHog's clients, on servers and in browsers. */
export const POSTHOG: Dialect = {
  summary: 'Post events',
  keyField: 'api_key',
  routes: [posts('/batch'), posts('/capture'), posts('/e'), posts('/i/v0/e')],
  answer: successAnswer,
  settings: {
    path: '/array/{writeKey}/config',
    summary: 'What posthog-js is to do',
    body: (token) => ({ ...BROWSER_CONFIG, token }),
  },
  questions: [asksFlags('/flags'), asksFlags('/decide')],
};
