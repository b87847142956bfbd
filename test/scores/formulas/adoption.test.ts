import { expect, it } from 'vitest';
import { adoptionOf } from '../../../lib/scores/formulas/adoption.ts';

it('adoption is the share of key features used', () => {
  expect(adoptionOf(2, 10)).toBe(0.2);
  expect(adoptionOf(8, 10)).toBe(0.8);
});

it('there is no adoption without key features', () => {
  expect(adoptionOf(0, 0)).toBeNull();
});
