import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Subscription } from '../../lib/alerts/subscription.ts';
import { sampleAlerts } from '../support/builders/sample-alert.ts';
import {
  batchAnswer,
  bus,
  idsOf,
  type Named,
  publisherFor,
  queue,
  resetWays,
  slack,
  topic,
  webhook,
} from '../support/worlds/mocked-aws.ts';

const alerts = sampleAlerts(25);

beforeEach(resetWays);

describe('publishing when a target refuses', () => {
  it('an alert counts as published when bus, queue and topic took it, in calls of ten', async () => {
    const { publish, refusals } = await publisherFor(webhook);
    expect(await publish(alerts)).toEqual(idsOf(alerts));
    for (const calls of [bus.calls(), queue.calls(), topic.calls()]) expect(calls).toHaveLength(3);
    expect(refusals).toEqual([]);
  });

  it('an alert that the bus refuses is not published, and nobody else hears of it yet', async () => {
    const refused = alerts[3]?.id ?? '';
    bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
      FailedEntryCount: 1,
      Entries: Entries.map(({ Detail }: { readonly Detail: string }) =>
        Detail.includes(refused) ? { ErrorCode: 'ThrottlingException' } : { EventId: 'e' },
      ),
    }));
    const { publish, refusals } = await publisherFor(webhook);
    expect(new Set(await publish(alerts))).toEqual(
      new Set(idsOf(alerts).filter((id) => id !== refused)),
    );
    const told = JSON.stringify(
      [...queue.calls(), ...topic.calls()].map(({ args }) => args[0].input),
    );
    expect(told).not.toContain(refused);
    expect(refusals).toEqual(['bus 1 ThrottlingException']);
  });

  it('an alert with a webhook that is not queued is not published, and nobody gets an email yet', async () => {
    queue
      .on(SendMessageBatchCommand)
      .callsFake(({ Entries }) =>
        Entries.length > 1 ? batchAnswer(Entries, [4]) : batchAnswer(Entries, [0]),
      );
    const { publish, refusals } = await publisherFor(webhook);
    const published = await publish(alerts.slice(0, 10));
    expect(published).toHaveLength(9);
    expect(published).not.toContain(alerts[4]?.id);
    const emails = topic.commandCalls(PublishBatchCommand).map(({ args }) => args[0].input);
    expect(JSON.stringify(emails)).not.toContain(alerts[4]?.id);
    expect(refusals).toEqual(['queue 1 Throttled']);
  });

  it('an alert whose shared Slack message is not queued is not published', async () => {
    queue.on(SendMessageBatchCommand).rejects(new Error('down'));
    const other: Subscription = { ...slack, rules: ['another'] };
    expect(await (await publisherFor(slack)).publish(alerts)).toEqual([]);
    expect(await (await publisherFor(other)).publish(alerts)).toEqual(idsOf(alerts));
  });
});

describe('publishing what the queue takes', () => {
  it('an alert that the queue took is published even when the topic refuses its entry', async () => {
    topic
      .on(PublishBatchCommand)
      .callsFake(({ PublishBatchRequestEntries: entries }) =>
        batchAnswer(entries, entries.length === 10 ? [0, 9] : [0, 1]),
      );
    const published = await (await publisherFor()).publish(alerts.slice(0, 10));
    expect(new Set(published)).toEqual(new Set(idsOf(alerts.slice(1, 9))));
  });

  it('a topic call that fails as a whole leaves the alerts of other calls published', async () => {
    let calls = 0;
    topic.on(PublishBatchCommand).callsFake(({ PublishBatchRequestEntries: entries }) => {
      calls += 1;
      if (calls === 2) throw new Error('connection lost');
      return batchAnswer(entries);
    });
    const published = await (await publisherFor()).publish(alerts);
    expect(published).toEqual(idsOf([...alerts.slice(0, 10), ...alerts.slice(20)]));
  });

  it('no alert is lost when every destination refuses a third of its entries', async () => {
    let turn = 0;
    const isRefused = () => turn++ % 3 === 0;
    bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
      Entries: Entries.map(() => (isRefused() ? { ErrorCode: 'Slow' } : { EventId: 'e' })),
    }));
    const refusing = (entries: readonly Named[]) =>
      batchAnswer(
        entries,
        entries.map((_, at) => (isRefused() ? at : -1)),
      );
    topic.on(PublishBatchCommand).callsFake((input) => refusing(input.PublishBatchRequestEntries));
    queue.on(SendMessageBatchCommand).callsFake(({ Entries }) => refusing(Entries));
    const { publish } = await publisherFor(webhook);
    const waiting = new Set(idsOf(alerts));
    for (let round = 0; round < 20 && waiting.size > 0; round += 1) {
      const taken = await publish(alerts.filter(({ id }) => waiting.has(id)));
      for (const id of taken) expect(waiting.delete(id)).toBe(true);
    }
    expect([...waiting]).toEqual([]);
  });
});
