import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { realisticBatch } from '../../../fixtures/realistic-batch.ts';
import { sweepExpired } from '../../../lib/dynamo/client/sweep-expired.ts';
import { onDynamo } from '../../support/stores/on-dynamo.ts';

const NOW = Date.UTC(2026, 4, 20);
const SECONDS = NOW / 1000;

it('items whose time to live has passed are swept, all others stay', () =>
  onDynamo(async ({ client, table }) => {
    const ttls = { past: SECONDS - 1, now: SECONDS, ahead: SECONDS + 1, never: undefined };
    for (const [pk, ttl] of Object.entries(ttls)) {
      await client.send(new PutCommand({ TableName: table, Item: { pk, sk: 'x', ttl } }));
    }
    expect(await sweepExpired(client, table, NOW)).toBe(1);
    expect(await sweepExpired(client, table, NOW)).toBe(0);
    const left = await client.send(new ScanCommand({ TableName: table }));
    expect(left.Items?.map((item) => item['pk']).sort()).toEqual(['ahead', 'never', 'now']);
  }));

it('sweeping goes on beyond the first page', () =>
  onDynamo(async ({ client, table }) => {
    const filler = 'x'.repeat(100_000);
    for (let i = 0; i < 30; i++) {
      const item = { pk: `p${i}`, sk: 'x', filler, ttl: i % 2 === 0 ? 1 : SECONDS + 1 };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    }
    expect(await sweepExpired(client, table, NOW)).toBe(15);
  }));

it('a counter batch is kept for ten days', () =>
  onDynamo(async ({ client, table, stores }) => {
    const day = 86_400_000;
    const batch = realisticBatch({ events: 1, users: 1, accounts: 1, receivedAt: NOW });
    await stores.batches.put(batch);
    expect(await sweepExpired(client, table, NOW + 10 * day)).toBe(0);
    expect(await stores.batches.readHour(batch.hour)).toHaveLength(1);
    expect(await sweepExpired(client, table, NOW + 10 * day + 1_000)).toBe(1);
    expect(await stores.batches.readHour(batch.hour)).toEqual([]);
  }));
