import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import { meterConsumed } from '../../../lib/dynamo/client/meter-consumed.ts';
import { sweepExpired } from '../../../lib/dynamo/client/sweep-expired.ts';
import { blockHeadKey } from '../../../lib/dynamo/keys.ts';
import { expireChunks } from '../../../lib/dynamo/stores/clear-chunks.ts';
import { chunkKeys, DynamoBlockStore } from '../../../lib/dynamo/stores/dynamo-block-store.ts';
import { type OnDynamo, onDynamo } from '../../support/stores/on-dynamo.ts';

const NOW = Date.UTC(2026, 4, 20);
const DAY_MS = 86_400_000;
const clock = () => NOW;
const key = { namespace: 'counts', name: '2026-05-02' };

async function itemsLeft({ client, table }: OnDynamo): Promise<number> {
  const { Count } = await client.send(new ScanCommand({ TableName: table }));
  return Count ?? 0;
}

it('the chunks of an older generation can be read for a day, then they go', () =>
  onDynamo(async (dynamo) => {
    const { blocks } = dynamo.stores;
    await blocks.publish(key, '1', [{ v: 1 }, { v: 1 }], {});
    const old = await blocks.head(key);
    if (!old) throw new Error('the head is there');
    await blocks.publish(key, '2', [{ v: 2 }], {});
    expect(await blocks.read(key.namespace, old)).toEqual([{ v: 1 }, { v: 1 }]);
    expect(await sweepExpired(dynamo.client, dynamo.table, NOW + DAY_MS)).toBe(0);
    expect(await sweepExpired(dynamo.client, dynamo.table, NOW + DAY_MS + 1_000)).toBe(2);
    await expect(blocks.read(key.namespace, old)).rejects.toMatchObject({ code: 'unreadable' });
    const head = await blocks.head(key);
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ v: 2 }]);
    expect(head?.generation).toBe('2');
  }, clock));

it('a generation that comes back does not go with its older writing', () =>
  onDynamo(async (dynamo) => {
    const { blocks } = dynamo.stores;
    for (const generation of ['1', '2', '1']) {
      await blocks.publish(key, generation, [{ generation }], {});
    }
    expect(await sweepExpired(dynamo.client, dynamo.table, NOW + 2 * DAY_MS)).toBe(1);
    const head = await blocks.head(key);
    if (head) expect(await blocks.read(key.namespace, head)).toEqual([{ generation: '1' }]);
    expect(head?.generation).toBe('1');
  }, clock));

it('clearing up late after one writing leaves a later one of the same generation alone', () =>
  onDynamo(async ({ client, table, stores: { blocks } }) => {
    await blocks.publish(key, '1', [{ v: 1 }], {});
    const Key = blockHeadKey(key.namespace, key.name);
    const { Item: first } = await client.send(new GetCommand({ TableName: table, Key }));
    for (const generation of ['2', '1']) await blocks.publish(key, generation, [{ v: 1 }], {});
    const head = await blocks.head(key);
    if (!head) throw new Error('the head is there');
    const keys = chunkKeys(key.namespace, head);
    await expireChunks(client, table, keys, { writeMark: String(first?.['w']), now: NOW });
    await sweepExpired(client, table, NOW + 2 * DAY_MS);
    expect(await blocks.read(key.namespace, head)).toEqual([{ v: 1 }]);
  }, clock));

it('a block that is removed leaves nothing behind', () =>
  onDynamo(async (dynamo) => {
    const { blocks } = dynamo.stores;
    await blocks.publish(key, '1', [{}, {}, {}], {});
    const head = await blocks.head(key);
    if (!head) throw new Error('the head is there');
    expect(await itemsLeft(dynamo)).toBe(4);
    await blocks.remove(key.namespace, head);
    expect(await itemsLeft(dynamo)).toBe(0);
  }));

it('a block is published although the chunks before it could not be marked', () =>
  onDynamo(async ({ client, table }) => {
    const left: unknown[] = [];
    const onLeftBehind = (error: unknown) => left.push(error);
    const blocks = new DynamoBlockStore(client, table, clock, { onLeftBehind });
    await blocks.publish(key, '1', [{ v: 1 }], {});
    client.middlewareStack.add(
      (next, context) => (args) => {
        if (context['commandName'] !== 'UpdateItemCommand') return next(args);
        throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      },
      { step: 'initialize' },
    );
    await blocks.publish(key, '2', [{ v: 2 }], {});
    expect(left).toMatchObject([{ code: 'store_unavailable' }]);
    expect((await blocks.head(key))?.generation).toBe('2');
  }));

it('a chunk over 390 KB is refused before anything is written', () =>
  onDynamo(async (dynamo) => {
    const next = numbersFrom(1);
    const noise = () => String.fromCharCode(33 + next(94));
    const text = Array.from({ length: 500_000 }, noise).join('');
    const publishing = dynamo.stores.blocks.publish(key, '1', [{ text }], {});
    await expect(publishing).rejects.toThrow(/^chunk 0 of counts\/2026-05-02 has \d+ bytes packed/);
    expect(await itemsLeft(dynamo)).toBe(0);
  }));

it('a namespace whose blocks expire by themselves is not marked when they are replaced', () =>
  onDynamo(async ({ client, table }) => {
    const daysKept = (namespace: string) => (namespace === 'live' ? 3 : undefined);
    const blocks = new DynamoBlockStore(client, table, clock, { daysKept });
    const consumed = meterConsumed(client);
    for (const generation of ['1', '2']) {
      await blocks.publish({ namespace: 'live', name: 'a' }, generation, [{}], {});
      await blocks.publish({ namespace: 'kept', name: 'a' }, generation, [{}], {});
    }
    // Two puts for each of four blocks, and one update for the chunk that does not expire.
    expect(consumed.calls).toBe(9);
    expect(await sweepExpired(client, table, NOW + 3 * DAY_MS + 1_000)).toBe(4);
    expect(await blocks.heads('live')).toEqual([]);
    expect(await blocks.heads('kept')).toHaveLength(1);
  }));
