import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynaliteStores, openDynaliteStores } from '../../fixtures/dynalite-stores.ts';
import { realisticBatch } from '../../fixtures/realistic-batch.ts';
import { type Consumed, meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';

describe('write units of a counter batch', () => {
  let dynalite: DynaliteStores;
  let consumed: Readonly<Consumed>;

  beforeAll(async () => {
    dynalite = await openDynaliteStores();
    consumed = meterConsumed(dynalite.client);
  });
  afterAll(() => dynalite.close());

  it.each([
    { events: 1, users: 1, accounts: 1, atMost: 1 },
    { events: 20, users: 12, accounts: 5, atMost: 1 },
    { events: 100, users: 60, accounts: 20, atMost: 5 },
  ])(
    'write units of a counter batch are at most $atMost for $events events of $users users',
    async ({ atMost, ...shape }) => {
      for (let seed = 1; seed <= 20; seed++) {
        const before = { ...consumed };
        await dynalite.stores.batches.put(realisticBatch({ ...shape, seed }));
        expect(consumed.calls - before.calls).toBe(1);
        expect(consumed.write - before.write).toBeLessThanOrEqual(atMost);
        expect(consumed.write - before.write).toBeGreaterThan(0);
      }
    },
  );
});
