import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { Alert } from '../alerts/alert.ts';
import { DIGEST_KIND } from '../alerts/email-topic.ts';
import { alertEvent } from '../alerts/message/alert-event.ts';
import { type Digest, digestPayload } from '../alerts/message/digest.ts';
import { jsonText } from '../alerts/message/json-text.ts';
import { singleLine } from '../alerts/message/plain-text.ts';
import { ownersOf, segmentsOf } from '../alerts/publish/matching-subscriptions.ts';
import { EMAIL } from './channels/email.ts';
import { entryErrors } from './entry-errors.ts';
import type { BatchTarget } from './send-in-batches.ts';

/** The topic: words for email and phones, the event as JSON for everything else. */
export function snsPublisher(client: SNSClient, topic: string): BatchTarget<Alert> {
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(entryOf(alert, 0))),
    async send(alerts) {
      const answer = await client.send(
        new PublishBatchCommand({
          TopicArn: topic,
          PublishBatchRequestEntries: alerts.map(entryOf),
        }),
      );
      return entryErrors(alerts.length, answer);
    },
  };
}

function entryOf(alert: Alert, index: number): PublishBatchRequestEntry {
  const { subject, body } = EMAIL.alertMessage(alert);
  return {
    Id: String(index),
    Subject: subject,
    MessageStructure: 'json',
    Message: jsonText({
      default: jsonText(alertEvent(alert)),
      email: body,
      sms: subject,
    }),
    MessageAttributes: alertAttributes(alert),
  };
}

/** More are nobody's filter, and attributes count as part of the message. */
const MAX_VALUES = 200;

type Value = string | readonly string[];

function messageAttribute(value: Value): MessageAttributeValue {
  if (typeof value === 'string') return { DataType: 'String', StringValue: value };
  const StringValue = JSON.stringify(value.slice(0, MAX_VALUES));
  return { DataType: 'String.Array', StringValue };
}

/** SNS refuses the whole entry for one empty value. */
function messageAttributes(values: Readonly<Record<string, Value>>) {
  const nonEmpty = Object.entries(values).filter(([, value]) => value.length > 0);
  return Object.fromEntries(nonEmpty.map(([name, value]) => [name, messageAttribute(value)]));
}

/** What filter policies choose by. A message about many is for every owner that it names. */
function alertAttributes(alert: Alert): Record<string, MessageAttributeValue> {
  const { kind, scope, severity, rule, owner } = alert;
  const names = owner === undefined ? ownersOf(alert).map(singleLine) : singleLine(owner);
  return messageAttributes({
    kind,
    scope,
    severity,
    rule,
    owner: names,
    segment: segmentsOf(alert),
  });
}

/** The digests' topic: a work list for the one subscription that its attribute names. */
export function snsDigestSender(client: SNSClient, topic: string) {
  return async (digest: Digest, subscriptionId: string): Promise<void> => {
    const { subject, body } = EMAIL.digestMessage(digest);
    const message = {
      default: jsonText(digestPayload(digest)),
      email: body,
      sms: subject,
    };
    const owner = singleLine(digest.owner ?? '');
    await client.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: subject,
        MessageStructure: 'json',
        Message: jsonText(message),
        MessageAttributes: messageAttributes({
          kind: DIGEST_KIND,
          subscription: subscriptionId,
          owner,
        }),
      }),
    );
  };
}
