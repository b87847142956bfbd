import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile } from '../../../lib/scores/formulas/quantile.ts';
import { publishedRaws } from './published-raws.ts';

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
