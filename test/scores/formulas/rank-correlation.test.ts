import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../lib/scores/formulas/rank-correlation.ts';

describe('the rank correlation', () => {
  it('the rank correlation is -29/165 of the textbook ten, which has no ties', () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(rankCorrelation(iq, hours)).toBeCloseTo(-29 / 165, 12);
  });

  it('the rank correlation gives ties the mean of their ranks', () => {
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
    // Ranks 1.5 1.5 3.5 3.5 against 1.5 3.5 1.5 3.5: no relation at all.
    expect(rankCorrelation([0, 0, 9, 9], [0, 5, 0, 5])).toBe(0);
  });

  it('the rank correlation is 1 for the same order and -1 for the reverse, whatever the distances', () => {
    expect(rankCorrelation([1, 50, 51, 100], [0.1, 0.2, 80, 81])).toBe(1);
    expect(rankCorrelation([1, 2, 3], [30, 20, 10])).toBe(-1);
  });

  it('the rank correlation is null where there is no order to compare', () => {
    expect(rankCorrelation([], [])).toBeNull();
    expect(rankCorrelation([5], [9])).toBeNull();
    expect(rankCorrelation([0, 0, 0], [1, 2, 3])).toBeNull();
    expect(rankCorrelation([1, 2, 3], [0, 0, 0])).toBeNull();
  });
});
