import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { alertEvent, alertPayload } from '../../lib/alerts/message/alert-event.ts';
import { digestBody, digestPayload } from '../../lib/alerts/message/digest.ts';
import type { Subscription } from '../../lib/alerts/subscription.ts';
import { readDelivery } from '../../lib/messaging/delivery.ts';
import { sampleAlert, sampleAlerts } from '../support/builders/sample-alert.ts';
import { sampleDigest } from '../support/builders/sample-digest.ts';
import {
  bus,
  publisherFor,
  queue,
  resetWays,
  slack,
  topic,
  webhook,
} from '../support/worlds/mocked-aws.ts';

beforeEach(resetWays);

describe('an alert', () => {
  it('an alert is an event on the bus that rules can match', async () => {
    const alert = sampleAlert();
    expect(await (await publisherFor()).publish([alert])).toEqual([alert.id]);
    const [entry] = bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({
      EventBusName: 'barometer-test',
      Source: 'barometer',
      DetailType: 'AlertRaised',
      Time: new Date(alert.raisedAt),
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual(alertEvent(alert));
  });

  it('an alert is a message of the topic in words and as JSON, with attributes to filter by', async () => {
    const alert = sampleAlert();
    await (await publisherFor()).publish([alert]);
    const { input } = topic.commandCalls(PublishBatchCommand)[0]?.args[0] ?? {};
    const [entry] = input?.PublishBatchRequestEntries ?? [];
    expect(entry?.Subject).toBe('[Barometer] Acme Inc fell from 80 to 52');
    const attributes = Object.entries(entry?.MessageAttributes ?? {});
    expect(attributes.map(([name, { StringValue }]) => `${name}=${StringValue}`)).toEqual([
      'kind=score.decreased',
      'scope=account',
      'severity=high',
      'rule=score-drop',
      'owner=dana',
    ]);
    const message = JSON.parse(entry?.Message ?? '');
    expect(Object.keys(message)).toEqual(['default', 'email', 'sms']);
    expect(JSON.parse(message.default)).toEqual(alertEvent(alert));
    expect(message.email).toContain('Fewer Task Completed');
  });

  it('an alert without an owner has no owner attribute, as SNS refuses an empty one', async () => {
    const { owner: _owner, ...alert } = sampleAlert();
    await (await publisherFor()).publish([alert, sampleAlert({ id: 'f'.repeat(32), owner: '\n' })]);
    const { input } = topic.commandCalls(PublishBatchCommand)[0]?.args[0] ?? {};
    for (const { MessageAttributes } of input?.PublishBatchRequestEntries ?? []) {
      expect(MessageAttributes).not.toHaveProperty('owner');
    }
  });
});

describe('a message about many', () => {
  it('a message about many alerts names every owner and segment in attributes that are lists', async () => {
    const { owner: _owner, ...alert } = sampleAlert({
      facts: { count: 25, owners: ['dana', 'eli'], segments: ['paid', 'key-accounts'] },
    });
    await (await publisherFor()).publish([alert]);
    const { input } = topic.commandCalls(PublishBatchCommand)[0]?.args[0] ?? {};
    expect(input?.PublishBatchRequestEntries?.[0]?.MessageAttributes).toMatchObject({
      owner: { DataType: 'String.Array', StringValue: '["dana","eli"]' },
      segment: { DataType: 'String.Array', StringValue: '["paid","key-accounts"]' },
    });
  });
});

describe('a digest by email', () => {
  const email: Subscription = {
    id: 'morning',
    type: 'email',
    address: 'dana@example.com',
    digest: 'daily',
    enabled: true,
  };
  const digest = sampleDigest({ owner: 'dana' });

  it('a digest by email is a work list in words and as JSON, for the one subscription that it names', async () => {
    topic.on(PublishCommand).resolves({ MessageId: 'm' });
    expect(await (await publisherFor()).sendDigest?.(digest, email)).toBe(true);
    const { input } = topic.commandCalls(PublishCommand)[0]?.args[0] ?? {};
    expect(input).toMatchObject({
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:digests',
      Subject: '[Barometer] Your accounts after 2026-11-20, dana',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'digest.daily' },
        subscription: { DataType: 'String', StringValue: 'morning' },
        owner: { DataType: 'String', StringValue: 'dana' },
      },
    });
    const message = JSON.parse(input?.Message ?? '');
    expect(JSON.parse(message.default)).toEqual(digestPayload(digest));
    expect(message.email).toBe(digestBody(digest));
  });

  it('a digest by email waits for the next run when the topic refuses it', async () => {
    topic.on(PublishCommand).rejects(new Error('down'));
    const publisher = await publisherFor();
    expect(await publisher.sendDigest?.(digest, email)).toBe(false);
    expect(publisher.refusals).toEqual(['digests 1 Error']);
  });
});

describe('the queue', () => {
  it('the queue gets one message for each alert and webhook that wants it', async () => {
    const other = { ...webhook, id: 'other' };
    const deaf: Subscription = { ...webhook, id: 'deaf', kinds: ['account.created'] };
    await (await publisherFor(webhook, other, deaf)).publish([sampleAlert()]);
    const entries = queue.commandCalls(SendMessageBatchCommand)[0]?.args[0].input.Entries ?? [];
    const deliveries = entries.map(({ MessageBody }) => readDelivery(MessageBody ?? ''));
    expect(deliveries).toEqual(
      ['crm', 'other'].map((subscriptionId) => ({
        id: sampleAlert().id,
        subscriptionId,
        payload: alertPayload(sampleAlert()),
        attempt: 1,
      })),
    );
  });

  it('the queue gets one Slack message for twenty alerts', async () => {
    await (await publisherFor(slack)).publish(sampleAlerts(45));
    const [call] = queue.commandCalls(SendMessageBatchCommand);
    const bodies = call?.args[0].input.Entries?.map(({ MessageBody }) => MessageBody ?? '') ?? [];
    const texts = bodies.map((body) => readDelivery(body).payload as { readonly text: string });
    expect(texts.map(({ text }) => text)).toEqual(['20 alerts', '20 alerts', '5 alerts']);
  });

  it('the queue gets nothing when there is no alert', async () => {
    expect(await (await publisherFor(webhook)).publish([])).toEqual([]);
    expect(bus.calls()).toEqual([]);
  });
});
