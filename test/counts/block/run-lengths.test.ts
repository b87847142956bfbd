import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeRunLengths, encodeRunLengths } from '../../../lib/counts/block/run-lengths.ts';

it('row indexes that follow one another become one run', () => {
  expect(encodeRunLengths([0, 1, 2, 5, 7, 8])).toEqual([0, 3, 5, 1, 7, 2]);
  expect(encodeRunLengths([])).toEqual([]);
});

it('runs of row indexes give back any indexes, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (indexes) => {
      expect(decodeRunLengths(encodeRunLengths(indexes))).toEqual(indexes);
    }),
  );
});
