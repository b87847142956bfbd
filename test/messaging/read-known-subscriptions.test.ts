import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Subscription } from '../../lib/alerts/subscription.ts';
import { localAlertPublisher } from '../../lib/messaging/local-alert-publisher.ts';
import { readKnownSubscriptions } from '../../lib/messaging/read-known-subscriptions.ts';
import { sampleAlert } from '../support/builders/sample-alert.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';
import { bus, publisherFor, resetWays, webhook } from '../support/worlds/mocked-aws.ts';

beforeEach(resetWays);

/** As a newer release stored it, before somebody rolled back. */
const newer: Subscription = Object.assign({ ...webhook, id: 'newer' }, { type: 'pager' });
const fields = { subscription: 'newer', type: 'pager' };

it('a stored subscription by a channel that the release does not know is left out with a warning', async () => {
  const { documents } = memoryStores();
  for (const each of [webhook, newer]) await documents.put('subscription', each.id, each, 0);
  const warn = vi.fn();
  expect(await readKnownSubscriptions(documents, warn)).toEqual([webhook]);
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    'a subscription by a channel that this release does not know is left out',
    fields,
  );
});

it('an alert reaches the bus in the cloud beside a subscription by an unknown channel', async () => {
  const { publish, warnings } = await publisherFor(newer);
  expect(await publish([sampleAlert()])).toEqual([sampleAlert().id]);
  expect(bus.commandCalls(PutEventsCommand)).toHaveLength(1);
  expect(warnings).toEqual([fields]);
});

it('an alert reaches the console beside a subscription by an unknown channel', async () => {
  const { documents } = memoryStores();
  await documents.put('subscription', newer.id, newer, 0);
  const print = vi.fn();
  const publisher = localAlertPublisher({ documents, print, warn: vi.fn(), now: Date.now });
  expect(await publisher.publish([sampleAlert()])).toEqual([sampleAlert().id]);
  expect(print).toHaveBeenCalledOnce();
  await publisher.stop();
});
