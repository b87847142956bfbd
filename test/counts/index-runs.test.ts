import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromRuns, toRuns } from '../../lib/counts/index-runs.ts';

it('indexes in a row become one run', () => {
  expect(toRuns([0, 1, 2, 5, 7, 8])).toEqual([0, 3, 5, 1, 7, 2]);
  expect(toRuns([])).toEqual([]);
});

it('runs give back any indexes, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (indexes) => {
      expect(fromRuns(toRuns(indexes))).toEqual(indexes);
    }),
  );
});
