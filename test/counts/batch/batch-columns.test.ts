import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realisticBatch } from '../../../fixtures/realistic-batch.ts';
import { decodeBatch, encodeBatch } from '../../../lib/counts/batch/batch-columns.ts';
import { anyBatch } from '../../support/arbitraries/batches.ts';

function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

describe('the columns of a batch', () => {
  it('the columns of a batch give back any batch, in order, through JSON', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const { receivedAt, requestId, part } = batch;
        const stored = throughJson(encodeBatch(batch));
        const decoded = decodeBatch({ receivedAt, requestId, part }, stored);
        // As text too, for two objects with different prototypes may still be equal.
        expect(decoded).toStrictEqual(batch);
        expect(decoded.events.map(({ traits }) => JSON.stringify(traits))).toEqual(
          batch.events.map(({ traits }) => JSON.stringify(traits)),
        );
      }),
    );
  });

  it('the columns of a batch say each id and name once', () => {
    const batch = realisticBatch({ events: 100, users: 10, accounts: 3 });
    const { columns } = encodeBatch(batch);
    expect(columns.u).toHaveLength(10);
    expect(columns.a).toHaveLength(3);
    expect(new Set(columns.e).size).toBe(columns.e.length);
  });

  it('the columns of a batch leave out what is usual', () => {
    const { columns } = encodeBatch(realisticBatch({ events: 5, users: 2, accounts: 1 }));
    expect(Object.keys(columns).sort()).toEqual(['a', 'e', 'g', 'p', 's', 't', 'u', 'v', 'x']);
  });

  it('the columns of a batch of another version are unreadable', () => {
    const batch = realisticBatch({ events: 1, users: 1, accounts: 1 });
    const stored = throughJson(encodeBatch(batch));
    Object.assign(stored.columns, { v: 2 });
    expect(() => decodeBatch(batch, stored)).toThrow(/version 2/);
  });

  it('columns of a batch that point outside their tables are unreadable', () => {
    const batch = realisticBatch({ events: 1, users: 1, accounts: 1 });
    const stored = throughJson(encodeBatch(batch));
    Object.assign(stored.columns, { e: [] });
    expect(() => decodeBatch(batch, stored)).toThrow(/no text at index 0/);
  });

  it('columns with an event of a kind that the release does not know are unreadable', () => {
    const batch = realisticBatch({ events: 1, users: 1, accounts: 1 });
    const stored = throughJson(encodeBatch(batch));
    Object.assign(stored.columns, { k: 'z' });
    expect(() => decodeBatch(batch, stored)).toThrow(/event of kind 'z'/);
  });
});
