import { expect, it } from 'vitest';
import { rankRows } from '../../../lib/scores/columns/ranking.ts';

const ranksOf = (values: readonly number[]) => [
  ...rankRows(values.map(String), (row) => values[row] ?? 0).rank,
];

it('rows are ranked from the highest value on, equal ones share a rank and leave room for it', () => {
  expect(ranksOf([5, 9, 5, 1])).toEqual([2, 1, 2, 4]);
  expect(ranksOf([])).toEqual([]);
});

it('values within 1e-9 of the highest of them share a rank, for sums in another order differ as much', () => {
  expect(ranksOf([0.1 + 0.2, 0.3])).toEqual([1, 1]);
  expect(ranksOf([1, 1 + 9e-10, 1 - 9e-10])).toEqual([1, 1, 3]);
  expect(ranksOf([1, 1 + 2e-9])).toEqual([2, 1]);
});
