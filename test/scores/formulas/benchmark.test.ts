import { expect, it } from 'vitest';
import { benchmarkOf, positiveValues } from '../../../lib/scores/formulas/benchmark.ts';
import { publishedRaws } from '../../support/builders/published-raws.ts';

const ninety = { percentile: 90 };

it('the benchmark leaves out users who did nothing', () => {
  const raws = Float64Array.from([...publishedRaws, 0, 0, -5, 0]);
  expect(benchmarkOf(raws, ninety)).toBeCloseTo(208.2, 10);
});

it('the values above 0 are kept in their order, of those indices that are in', () => {
  const values = Float64Array.of(3, 0, -1, 0.5, 2);
  expect([...positiveValues(values)]).toEqual([3, 0.5, 2]);
  expect([...positiveValues(values, (index) => index !== 3)]).toEqual([3, 2]);
});

it('the benchmark is never below the floor', () => {
  expect(benchmarkOf(Float64Array.from([3, 4]), { ...ninety, floor: 50 })).toBe(50);
  expect(benchmarkOf(Float64Array.from([80, 80]), { ...ninety, floor: 50 })).toBe(80);
});

it('the benchmark is 0 when nobody scored, or the floor there is', () => {
  expect(benchmarkOf(Float64Array.from([0, -1]), ninety)).toBe(0);
  expect(benchmarkOf(Float64Array.from([0, -1]), { ...ninety, floor: 50 })).toBe(50);
});
