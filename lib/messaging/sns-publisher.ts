import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { Alert } from '../alerts/alert.ts';
import { alertEvent } from '../alerts/alert-event.ts';
import { type Digest, digestBody, digestPayload, digestTitle } from '../alerts/digest.ts';
import { DIGEST_KIND } from '../alerts/email-topic.ts';
import { jsonText } from '../alerts/json-text.ts';
import { ownersOf, segmentsOf } from '../alerts/matching-subscriptions.ts';
import { asciiSubject, oneLine, plainBody, subjectLine } from '../alerts/plain-text.ts';
import { entryRefusals } from './entry-refusals.ts';
import type { Way } from './send-in-tens.ts';

/** The topic: words for email and phones, the event as JSON for everything else. */
export function snsPublisher(client: SNSClient, topic: string): Way<Alert> {
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(entryOf(alert, 0))),
    async send(alerts) {
      const answer = await client.send(
        new PublishBatchCommand({
          TopicArn: topic,
          PublishBatchRequestEntries: alerts.map(entryOf),
        }),
      );
      return entryRefusals(alerts.length, answer);
    },
  };
}

function entryOf(alert: Alert, at: number): PublishBatchRequestEntry {
  const subject = subjectLine(alert);
  return {
    Id: String(at),
    Subject: subject,
    MessageStructure: 'json',
    Message: jsonText({
      default: jsonText(alertEvent(alert)),
      email: plainBody(alert),
      sms: subject,
    }),
    MessageAttributes: attributesOf(alert),
  };
}

/** More are nobody's filter, and attributes count as part of the message. */
const MOST_VALUES = 200;

type Value = string | readonly string[];

function attribute(value: Value): MessageAttributeValue {
  if (typeof value === 'string') return { DataType: 'String', StringValue: value };
  const StringValue = JSON.stringify(value.slice(0, MOST_VALUES));
  return { DataType: 'String.Array', StringValue };
}

/** SNS refuses the whole entry for one empty value. */
function attributes(values: Readonly<Record<string, Value>>) {
  const told = Object.entries(values).filter(([, value]) => value.length > 0);
  return Object.fromEntries(told.map(([name, value]) => [name, attribute(value)]));
}

/** What filter policies choose by. A message about many is for every owner that it names. */
function attributesOf(alert: Alert): Record<string, MessageAttributeValue> {
  const { kind, scope, severity, rule, owner } = alert;
  const names = owner === undefined ? ownersOf(alert).map(oneLine) : oneLine(owner);
  return attributes({ kind, scope, severity, rule, owner: names, segment: segmentsOf(alert) });
}

/** The digests' topic: a work list for the one subscription that its attribute names. */
export function snsDigests(client: SNSClient, topic: string) {
  return async (digest: Digest, subscriptionId: string): Promise<void> => {
    const subject = asciiSubject(digestTitle(digest));
    const message = {
      default: jsonText(digestPayload(digest)),
      email: digestBody(digest),
      sms: subject,
    };
    const owner = oneLine(digest.owner ?? '');
    await client.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: subject,
        MessageStructure: 'json',
        Message: jsonText(message),
        MessageAttributes: attributes({ kind: DIGEST_KIND, subscription: subscriptionId, owner }),
      }),
    );
  };
}
