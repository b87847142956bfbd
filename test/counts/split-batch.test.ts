import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsIn, splitBatch } from '../../lib/counts/split-batch.ts';
import { anyBatch } from '../support/arbitrary-batches.ts';

it('a split batch holds the same in two smaller ones', () => {
  fc.assert(
    fc.property(anyBatch, (batch) => {
      fc.pre(rowsIn(batch) > 3);
      const [first, second] = splitBatch(batch);
      expect([...first.events, ...second.events]).toEqual(batch.events);
      expect([...first.counts, ...second.counts]).toEqual(batch.counts);
      expect([...first.refused, ...second.refused]).toEqual(batch.refused);
      expect(rowsIn(first)).toBeLessThan(rowsIn(batch));
      expect(rowsIn(second)).toBeLessThan(rowsIn(batch));
    }),
  );
});
