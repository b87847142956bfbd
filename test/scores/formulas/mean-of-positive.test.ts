import { expect, it } from 'vitest';
import { meanOfPositive } from '../../../lib/scores/formulas/mean-of-positive.ts';

it('the mean of those who score leaves out the idle', () => {
  expect(meanOfPositive([80, 40, 0])).toBe(60);
});

it('the mean of those who score is 0 when nobody does', () => {
  expect(meanOfPositive([0, -3])).toBe(0);
  expect(meanOfPositive([])).toBe(0);
});
