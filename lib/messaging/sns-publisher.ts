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
import type { TopicMessage } from './channels/channel.ts';
import { TOPIC_CHANNEL } from './channels/channels.ts';
import { type BatchTarget, entryErrors } from './send-in-batches.ts';

/** What one message to a topic says: words for email and phones, JSON for everything else. */
function messageOf({ subject, body }: TopicMessage, event: object) {
  return {
    Subject: subject,
    MessageStructure: 'json',
    Message: jsonText({ default: jsonText(event), email: body, sms: subject }),
  };
}

function entryOf(alert: Alert, index: number): PublishBatchRequestEntry {
  return {
    Id: String(index),
    ...messageOf(TOPIC_CHANNEL.alertMessage(alert), alertEvent(alert)),
    MessageAttributes: alertAttributes(alert),
  };
}

export function snsPublisher(client: SNSClient, topic: string): BatchTarget<Alert> {
  return {
    bytesOf: (alert) => Buffer.byteLength(JSON.stringify(entryOf(alert, 0))),
    async send(alerts) {
      const PublishBatchRequestEntries = alerts.map(entryOf);
      const command = new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries });
      return entryErrors(alerts.length, await client.send(command));
    },
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
  const { kind, scope, severity, rule } = alert;
  const owner =
    alert.owner === undefined ? ownersOf(alert).map(singleLine) : singleLine(alert.owner);
  return messageAttributes({ kind, scope, severity, rule, owner, segment: segmentsOf(alert) });
}

/** The digests' topic: a work list for the one subscription that its attribute names. */
export function snsDigestSender(client: SNSClient, topic: string) {
  return async (digest: Digest, subscription: string): Promise<void> => {
    const owner = singleLine(digest.owner ?? '');
    const command = new PublishCommand({
      TopicArn: topic,
      ...messageOf(TOPIC_CHANNEL.digestMessage(digest), digestPayload(digest)),
      MessageAttributes: messageAttributes({ kind: DIGEST_KIND, subscription, owner }),
    });
    await client.send(command);
  };
}
