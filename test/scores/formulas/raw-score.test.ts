import { expect, it } from 'vitest';
import { addRawScores } from '../../../lib/scores/formulas/raw-score.ts';

const leads = [
  [3, 9],
  [5, 7],
  [10, 5],
] as const;

it.each([
  { pairs: leads, raw: 112 },
  {
    pairs: [
      [2, 50],
      [9, 11],
      [5, 25],
      [1, 75],
    ] as const,
    raw: 399,
  },
  { pairs: [...leads, [20, 3], [15, 1]] as const, raw: 187 },
])('the raw score of the published example is $raw', ({ pairs: all, raw }) => {
  const pairs: readonly (readonly [count: number, weight: number])[] = all;
  const scores = Float64Array.of(0);
  const rows = {
    subject: new Int32Array(pairs.length),
    event: Int32Array.from(pairs.keys()),
    count: Float64Array.from(pairs, ([count]) => count),
  };
  addRawScores(
    scores,
    rows,
    Float64Array.from(pairs, ([, weight]) => weight),
  );
  expect([...scores]).toEqual([raw]);
});

it('raw scores of many are added to what is there, without the rows of nobody', () => {
  const raw = Float64Array.of(100, 0);
  const rows = {
    subject: Int32Array.of(0, 1, -1, 1),
    event: Int32Array.of(0, 0, 0, 1),
    count: Float64Array.of(3, 5, 99, 2),
  };
  addRawScores(raw, rows, Float64Array.of(9, -7));
  expect([...raw]).toEqual([127, 31]);
});
