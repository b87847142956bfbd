import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertKey,
  alertPointerKey,
  batchIdentity,
  batchKey,
  batchPartitions,
  batchRange,
  blockChunkKey,
  blockHeadKey,
  documentKey,
  ruleStateKey,
  runPointerKey,
} from '../../lib/dynamo/keys.ts';

const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom('#', '%', '2', '3', '/', 'a'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
const HOUR = '2026-05-03T10';

/** Different things must never share a key. */
function neverCollide<T>(things: fc.Arbitrary<T>, keyOf: (thing: T) => object) {
  fc.assert(
    fc.property(things, things, (a, b) => {
      expect(JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b))).toBe(
        JSON.stringify(a) === JSON.stringify(b),
      );
    }),
    { numRuns: 2_000 },
  );
}

describe('keys', () => {
  it('the keys of chunks differ where namespace, name, generation or index do', () => {
    neverCollide(
      fc.tuple(anyName, anyName, anyName, fc.nat(3)),
      ([namespace, name, generation, i]) => blockChunkKey(namespace, name, generation, i),
    );
  });

  it('the keys of batches differ where instant, request or part do', () => {
    const batches = fc.record({ receivedAt: fc.nat(20), requestId: anyName, part: fc.nat(20) });
    neverCollide(batches, (batch) => batchKey(HOUR, batch));
  });

  it('the keys of heads and rule states differ where their two names do', () => {
    const names = fc.tuple(anyName, anyName);
    neverCollide(names, ([namespace, name]) => blockHeadKey(namespace, name));
    neverCollide(names, ([rule, subject]) => ruleStateKey(rule, subject));
    neverCollide(names, ([raisedAt, id]) =>
      raisedAt.includes('#') ? { raisedAt, id } : alertKey(raisedAt, id),
    );
  });

  it('the keys of different sorts of things share no partition', () => {
    const keys = [
      ...batchPartitions(HOUR),
      blockHeadKey('a', 'b').pk,
      blockChunkKey('a', 'b', 'c', 0).pk,
      documentKey('rule', 'a').pk,
      ruleStateKey('a', 'b').pk,
      alertKey('a', 'b').pk,
      alertPointerKey('a').pk,
      runPointerKey('a').pk,
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the key of a batch', () => {
  it('the key of a batch gives back instant, request and part', () => {
    const batches = fc.record(
      {
        receivedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
        requestId: anyName,
        part: fc.nat(999),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(batches, (batch) => {
        const { pk, sk } = batchKey(HOUR, batch);
        expect(batchIdentity(sk)).toEqual(batch);
        expect(batchPartitions(HOUR)).toContain(pk);
      }),
    );
  });

  it('the key of a batch lies in the ranges that include its instant and in no other', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(instant, instant, instant, anyName, (receivedAt, from, to, requestId) => {
        const { sk } = batchKey(HOUR, { receivedAt, requestId, part: 0 });
        const range = batchRange(from, to);
        const inRange = sk >= range.from && sk <= range.to;
        expect(inRange).toBe(receivedAt >= from && receivedAt <= to);
      }),
    );
  });

  it('the keys of the batches of an hour spread it evenly over four partitions', () => {
    const taken = new Map<string, number>();
    for (let i = 0; i < 4_000; i++) {
      const { pk } = batchKey(HOUR, { receivedAt: 0, requestId: `request-${i}`, part: 0 });
      taken.set(pk, (taken.get(pk) ?? 0) + 1);
    }
    expect([...taken.keys()].sort()).toEqual(batchPartitions(HOUR));
    for (const count of taken.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe('a key that DynamoDB would refuse', () => {
  it('a key that DynamoDB would refuse is refused with its length in bytes and what is allowed', () => {
    expect(() => documentKey('rule', '')).toThrow('sort key of 0 bytes, allowed are 1 to 1024');
    expect(() => documentKey('rule', 'é'.repeat(513))).toThrow('sort key of 1026 bytes');
    expect(() => runPointerKey('r'.repeat(2_048))).toThrow('partition key of 2054 bytes');
    expect(documentKey('rule', 'é'.repeat(512)).sk).toHaveLength(512);
  });
});
