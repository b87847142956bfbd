import { expect, it } from 'vitest';
import { realisticBatch } from '../../fixtures/realistic-batch.ts';
import { onDynamo } from '../support/stores/on-dynamo.ts';

const HOUR = '2026-11-21T14';
const HASH = '00000000000000a2';

it('every read that goes to the table is consistent', () =>
  onDynamo(async ({ client, stores }) => {
    const inputs: { command: string; consistent: boolean; index: boolean }[] = [];
    client.middlewareStack.add(
      (next, context) => (args) => {
        const text = JSON.stringify(args.input);
        const consistent = text.includes('"ConsistentRead":true');
        const index = text.includes('"IndexName"');
        inputs.push({ command: String(context['commandName']), consistent, index });
        return next(args);
      },
      { step: 'initialize' },
    );
    const batch = realisticBatch({ events: 1, users: 1, accounts: 1 });
    await stores.batches.readHour(HOUR);
    await stores.batches.busyHours([HOUR]);
    await stores.batches.readBetween(batch.receivedAt, batch.receivedAt);
    await stores.batches.latest(batch.receivedAt, 1);
    await stores.documents.get('model', 'default');
    await stores.documents.list('model');
    await stores.seals.markersFrom(HOUR);
    await stores.seals.sealedThrough();
    await stores.blocks.head({ namespace: 'counts', name: 'a' });
    await stores.blocks.heads('counts');
    await stores.profiles.get('user', HASH);
    await stores.profiles.getMany('user', [HASH]);
    await stores.profiles.all('user');
    await stores.profiles.each('user', () => undefined);
    await stores.profiles.allLinks();
    await stores.runs.get('a');
    await stores.runs.list(1);
    await stores.runs.holds({ name: 'a', holder: 'b', token: 1, expiresAt: 1 });
    await stores.alerts.getState('a', HASH);
    await stores.alerts.statesOf('a');
    await stores.alerts.getAlert('a');
    await stores.alerts.list(1);
    expect(inputs.filter(({ consistent }) => !consistent)).toEqual([]);
    expect(new Set(inputs.map(({ command }) => command))).toEqual(
      new Set(['QueryCommand', 'GetItemCommand', 'BatchGetItemCommand']),
    );
    await stores.alerts.pending(1);
    expect(inputs.at(-1)).toMatchObject({ consistent: false, index: true });
  }));
