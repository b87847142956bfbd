import { expect, it } from 'vitest';
import { curve } from '../../../lib/scores/formulas/curve.ts';

it('half the benchmark has 73.1 at the usual bend of 2, and 50 without a bend', () => {
  expect(curve(0.5, 2)).toBeCloseTo(73.1, 1);
  expect(curve(0.5, 0)).toBe(50);
});

it('the curve approaches the straight line as k approaches 0', () => {
  for (const x of [0, 0.1, 0.5, 0.9, 1]) expect(curve(x, 1e-7)).toBeCloseTo(100 * x, 4);
  expect(curve(0.3, 0)).toBe(30);
});

it('the curve is the straight line to the last bit below a k of 1e-9, and bent from there on', () => {
  expect(curve(0.3, 0.99e-9)).toBe(30);
  expect(curve(0.3, 1e-9)).toBeGreaterThan(30);
});

it('the curve starts at 0 and ends at 100 for every k', () => {
  for (const k of [0, 0.5, 1, 2, 3, 10]) {
    expect(curve(0, k) + 0).toBe(0);
    expect(curve(1, k)).toBe(100);
  }
});
