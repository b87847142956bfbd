import type { Alert } from '../alert.ts';
import type { AlertKind } from '../rule.ts';
import { jsonText } from './json-text.ts';

/** Goes up when a field changes its meaning or goes away; new fields leave it as it is. */
const SCHEMA_VERSION = 1;

/** Standard Webhooks asks receivers to expect payloads below 20 KB. */
export const MAX_PAYLOAD_BYTES = 20_000;

/** An alert as programs get it: the `detail` of `AlertRaised` and the `data` of a webhook. */
export interface AlertEvent extends Omit<Alert, 'subject' | 'told' | 'acknowledged'> {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** True when words were cut or figures left out to stay below 20 KB. */
  readonly truncated?: true;
}

/** The body of a webhook, as Standard Webhooks 1.0.0 lays it out. */
export interface AlertPayload {
  readonly type: AlertKind;
  readonly timestamp: string;
  readonly data: AlertEvent;
}

/** What leaves the house of an alert: everything but the hash that only this installation knows. */
export function alertEvent(alert: Alert): AlertEvent {
  const { subject: _subject, told: _told, acknowledged: _acknowledged, ...event } = alert;
  const full: AlertEvent = { schemaVersion: SCHEMA_VERSION, ...event };
  return fitsPayload(full) ? full : withFactsThatFit(truncateText(full));
}

export function alertPayload(alert: Alert): AlertPayload {
  return payloadOf(alertEvent(alert));
}

function payloadOf(event: AlertEvent): AlertPayload {
  return { type: event.kind, timestamp: event.raisedAt, data: event };
}

const encoder = new TextEncoder();

function fitsPayload(event: AlertEvent): boolean {
  return encoder.encode(jsonText(payloadOf(event))).length <= MAX_PAYLOAD_BYTES;
}

/** Characters. JSON takes at most 6 bytes for one, so all words together stay below 16 KB. */
const MAX_TITLE = 200;
const MAX_TEXT = 1_800;
const MAX_NAME = 200;

function truncateText(event: AlertEvent): AlertEvent {
  const { name, owner } = event;
  return {
    ...event,
    subjectId: firstCharacters(event.subjectId, 256),
    ...(name !== undefined && { name: firstCharacters(name, MAX_NAME) }),
    ...(owner !== undefined && { owner: firstCharacters(owner, MAX_NAME) }),
    title: firstCharacters(event.title, MAX_TITLE),
    text: firstCharacters(event.text, MAX_TEXT),
    truncated: true,
  };
}

/** Counts whole characters, so that no surrogate pair is torn apart. */
function firstCharacters(text: string, limit: number): string {
  return text.length <= limit ? text : Array.from(text).slice(0, limit).join('');
}

/** Leaves out the longest figures first: one long list says less than ten numbers. */
function withFactsThatFit(event: AlertEvent): AlertEvent {
  const longestFirst = Object.entries(event.facts).sort(
    ([, a], [, b]) => jsonText(b ?? null).length - jsonText(a ?? null).length,
  );
  for (let left = 0; left < longestFirst.length; left += 1) {
    const smaller = { ...event, facts: Object.fromEntries(longestFirst.slice(left)) };
    if (fitsPayload(smaller)) return smaller;
  }
  return { ...event, facts: {} };
}
