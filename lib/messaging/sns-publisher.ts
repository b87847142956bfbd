import {
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { Alert } from '../alerts/alert.ts';
import { alertEvent } from '../alerts/alert-event.ts';
import { jsonText } from '../alerts/json-text.ts';
import { oneLine, plainBody, subjectLine } from '../alerts/plain-text.ts';
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

/** What filter policies of the topic's subscriptions choose by. */
function attributesOf(alert: Alert): Record<string, MessageAttributeValue> {
  const { kind, scope, severity, rule, owner } = alert;
  const values = Object.entries({ kind, scope, severity, rule, owner: oneLine(owner ?? '') });
  // SNS refuses the whole entry for one empty value.
  const told = values.filter(([, value]) => value !== '');
  return Object.fromEntries(
    told.map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
}
