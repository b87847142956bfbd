import { describe, expect, it } from 'vitest';
import {
  type BatchTarget,
  type EntryError,
  sendInBatches,
} from '../../lib/messaging/send-in-batches.ts';

function wayOf(
  send: (items: readonly number[], call: number) => readonly EntryError[],
  bytes = 100,
): BatchTarget<number> & { readonly calls: (readonly number[])[] } {
  const calls: (readonly number[])[] = [];
  return {
    calls,
    bytesOf: () => bytes,
    send: async (items) => send(items, calls.push(items)),
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const takeAll = (items: readonly number[]) => items.map(() => undefined);

describe('sending in tens', () => {
  it('sending in tens puts ten in a call', async () => {
    const way = wayOf(takeAll);
    expect((await sendInBatches(numbers(25), way)).accepted).toEqual(numbers(25));
    expect(way.calls.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  it('sending in tens puts fewer in a call when they are large', async () => {
    const way = wayOf(takeAll, 100_000);
    await sendInBatches(numbers(5), way);
    expect(way.calls.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('sending in tens makes no call for nothing', async () => {
    const way = wayOf(takeAll);
    expect(await sendInBatches([], way)).toEqual({ accepted: [], refused: [] });
    expect(way.calls).toEqual([]);
  });

  it('sending in tens sends refused entries again, and no others', async () => {
    const way = wayOf((items, call) =>
      items.map((n) => (call === 1 && n === 3 ? 'slow' : undefined)),
    );
    const { accepted: taken, refused } = await sendInBatches(numbers(5), way);
    expect(way.calls[1]).toEqual([3]);
    expect([...taken].sort()).toEqual(numbers(5));
    expect(refused).toEqual([]);
  });

  it('sending in tens returns what stays refused, after a bounded number of calls', async () => {
    const way = wayOf((items) => items.map((n) => (n % 2 === 0 ? 'never' : undefined)));
    const { accepted: taken, refused } = await sendInBatches(numbers(4), way);
    expect(taken).toEqual([1, 3]);
    expect(refused).toEqual([
      { item: 0, why: 'never' },
      { item: 2, why: 'never' },
    ]);
    expect(way.calls.length).toBeLessThanOrEqual(3);
  });

  it('sending in tens goes on with the next ten when a call fails', async () => {
    const way = wayOf((items, call) => {
      if (call === 1) throw new TypeError('fetch failed');
      return takeAll(items);
    });
    const { accepted: taken, refused } = await sendInBatches(numbers(20), way);
    expect(taken).toEqual(numbers(20).slice(10));
    expect(refused).toHaveLength(10);
    expect(refused[0]).toEqual({ item: 0, why: 'TypeError' });
  });

  it('sending in tens takes silence about an entry for a refusal', async () => {
    const silent = wayOf(() => []);
    const { accepted: taken, refused } = await sendInBatches(numbers(3), silent);
    expect(taken).toEqual([]);
    expect(refused.map(({ item }) => item)).toEqual(numbers(3));
  });
});
