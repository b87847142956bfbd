import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile } from '../../../lib/scores/formulas/quantile.ts';
import { publishedRaws } from '../../support/builders/published-raws.ts';

it('the quantile is type 7: the 90th percentile of the published vector is 208.2', () => {
  expect(quantile(Float64Array.from(publishedRaws), 0.9)).toBeCloseTo(208.2, 10);
});

it('the quantile leaves its values as they are', () => {
  const values = Float64Array.from(publishedRaws);
  quantile(values, 0.5);
  expect([...values]).toEqual(publishedRaws);
});

it('the quantile refuses an empty list', () => {
  expect(() => quantile(new Float64Array(0), 0.5)).toThrow('at least one value');
});

it('the quantile is the least value at 0 and the greatest at 1', () => {
  expect(quantile(Float64Array.of(3, 1, 2), 0)).toBe(1);
  expect(quantile(Float64Array.of(3, 1, 2), 1)).toBe(3);
  expect(quantile(Float64Array.of(7), 0.9)).toBe(7);
});

it('the quantile of values that are sorted or all the same takes no time in their square', () => {
  const values = Float64Array.from({ length: 50_000 }, (_, n) => n);
  for (const p of [0.1, 0.5, 0.9]) {
    expect(quantile(values, p)).toBeCloseTo(49_999 * p, 6);
    expect(quantile(values.toReversed(), p)).toBeCloseTo(49_999 * p, 6);
    expect(quantile(new Float64Array(50_000), p)).toBe(0);
  }
});

it('the quantile of any values is that of a full sort', () => {
  // Plus 0, for a sort may leave 0 and -0 in either order.
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((some) => some + 0);
  const values = fc.array(value, { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (of, p) => {
      const sorted = [...of].sort((a, b) => a - b);
      const h = (of.length - 1) * p;
      const [low = 0, high = low] = sorted.slice(Math.floor(h), Math.floor(h) + 2);
      const expected = low + (h - Math.floor(h)) * (high - low);
      expect(quantile(Float64Array.from(of), p)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
