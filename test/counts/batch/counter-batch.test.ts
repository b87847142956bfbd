import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchSize, splitBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { anyBatch } from '../../support/arbitraries/batches.ts';

it('a split batch holds the same in two smaller ones', () => {
  fc.assert(
    fc.property(anyBatch, (batch) => {
      fc.pre(batchSize(batch) > 3);
      const [first, second] = splitBatch(batch);
      expect([...first.events, ...second.events]).toEqual(batch.events);
      expect([...first.counts, ...second.counts]).toEqual(batch.counts);
      expect([...first.refused, ...second.refused]).toEqual(batch.refused);
      expect(batchSize(first)).toBeLessThan(batchSize(batch));
      expect(batchSize(second)).toBeLessThan(batchSize(batch));
    }),
  );
});
