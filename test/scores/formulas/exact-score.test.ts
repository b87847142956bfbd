import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactScore, exactScores } from '../../../lib/scores/formulas/exact-score.ts';
import { shownScore } from '../../../lib/scores/formulas/shown-score.ts';
import { publishedRaws } from '../../support/builders/published-raws.ts';

const raw = fc.oneof(fc.double({ min: -1e6, max: 1e9, noNaN: true }), fc.constant(0));
const benchmark = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const k = fc.double({ min: 0, max: 20, noNaN: true });

describe('known values', () => {
  it.each([
    { k: 0, scores: [1, 1, 1, 3, 4, 6, 10, 18, 43, 49, 72, 100, 100] },
    { k: 1, scores: [1, 2, 2, 5, 7, 10, 15, 26, 55, 61, 81, 100, 100] },
    { k: 2, scores: [1, 2, 3, 8, 10, 14, 21, 35, 66, 72, 88, 100, 100] },
    { k: 3, scores: [2, 3, 4, 10, 13, 18, 27, 43, 76, 81, 93, 100, 100] },
  ])('the score of the published vector has its row for k = $k', (row) => {
    const sorted = [...publishedRaws].sort((a, b) => a - b);
    expect(sorted.map((one) => shownScore(exactScore(one, 208.2, row.k)))).toEqual(row.scores);
  });

  it('the score is 0 for a raw score of 0 or less, and for everybody without a benchmark', () => {
    expect(exactScore(-3, 208.2, 2)).toBe(0);
    expect(exactScore(0, 208.2, 2)).toBe(0);
    expect(exactScore(475, 0, 2)).toBe(0);
  });

  it('the score of -0, which a negative weight may make of nothing, is 0 and not -0', () => {
    expect(exactScore(-0, 208.2, 2)).toBe(0);
    expect([...exactScores(Float64Array.of(-0), 208.2, 2)]).toEqual([0]);
  });
});

describe('properties', () => {
  it('a score never falls while the raw score rises', () => {
    fc.assert(
      fc.property(raw, raw, benchmark, k, (a, b, against, bend) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(exactScore(low, against, bend)).toBeLessThanOrEqual(exactScore(high, against, bend));
      }),
    );
  });

  it('a score is from 0 to 100, and 0 on screen only without points', () => {
    fc.assert(
      fc.property(raw, benchmark, k, (points, against, bend) => {
        const exact = exactScore(points, against, bend);
        expect(exact).toBeGreaterThanOrEqual(0);
        expect(exact).toBeLessThanOrEqual(100);
        expect(shownScore(exact) === 0).toBe(exact === 0);
      }),
    );
  });

  it('a score approaches the straight line as k approaches 0', () => {
    const flat = fc.double({ min: 0, max: 1e-9, noNaN: true });
    fc.assert(
      fc.property(raw, benchmark, flat, (points, against, bend) => {
        const straight = 100 * Math.min(1, Math.max(0, points) / against);
        expect(exactScore(points, against, bend)).toBeCloseTo(straight, 6);
      }),
    );
  });

  it('scores normalized together are the same to the last bit as one by one', () => {
    // Without a benchmark too; bent, straight by definition, and so little bent that it is straight.
    const anyBenchmark = fc.oneof(benchmark, fc.constant(0));
    const anyBend = fc.oneof(k, fc.constantFrom(0, 1e-12));
    fc.assert(
      fc.property(fc.array(raw), anyBenchmark, anyBend, (raws, given, bend) => {
        // Against one of their own too: at the benchmark the score is the top of the curve.
        for (const against of [given, Math.max(raws[0] ?? 0, 0)]) {
          const together = [...exactScores(Float64Array.from(raws), against, bend)];
          expect(together).toEqual(raws.map((one) => exactScore(one, against, bend)));
        }
      }),
    );
  });
});
