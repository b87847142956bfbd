import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import {
  createPairIndex,
  internPair,
  releaseSlots,
} from '../../../lib/scores/columns/pair-index.ts';

const arbitraryNumber = fc.oneof(fc.nat(5), fc.nat(2 ** 31 - 1));

it('a pair index numbers pairs as a map keyed by both would, in order of first sight', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(arbitraryNumber, arbitraryNumber)), (pairs) => {
      const index = createPairIndex();
      const known = new Map<string, number>();
      for (const [a, b] of pairs) {
        const key = `${a}/${b}`;
        known.set(key, known.get(key) ?? known.size);
        expect(internPair(index, a, b)).toBe(known.get(key));
      }
    }),
  );
});

it('a pair index keeps its numbers while it grows', () => {
  const index = createPairIndex();
  for (let n = 0; n < 20_000; n++) expect(internPair(index, n % 150, n)).toBe(n);
  for (let n = 0; n < 20_000; n++) expect(internPair(index, n % 150, n)).toBe(n);
  expect(index.length).toBe(20_000);
});

it('a pair index whose slots were released refuses every look-up', () => {
  const index = createPairIndex();
  internPair(index, 1, 2);
  releaseSlots(index);
  expect(() => internPair(index, 1, 2)).toThrow(BarometerError);
});
