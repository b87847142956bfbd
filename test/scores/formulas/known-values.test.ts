import { describe, expect, it } from 'vitest';
import { adoptionOf } from '../../../lib/scores/conditions/features.ts';
import { accountScores } from '../../../lib/scores/formulas/account-scores.ts';
import { bandOf } from '../../../lib/scores/formulas/band.ts';
import { benchmarkOf } from '../../../lib/scores/formulas/benchmark.ts';
import { curve, exactScore, shownScore } from '../../../lib/scores/formulas/exact-score.ts';
import { quantile } from '../../../lib/scores/formulas/quantile.ts';
import { rawScore } from '../../../lib/scores/formulas/raw-score.ts';

const vector = Object.freeze([475, 89, 101, 7, 3, 21, 2, 149, 223, 1, 13, 9, 37]);

describe('raw score', () => {
  it.each([
    {
      pairs: [
        [3, 9],
        [5, 7],
        [10, 5],
      ],
      raw: 112,
    },
    {
      pairs: [
        [2, 50],
        [9, 11],
        [5, 25],
        [1, 75],
      ],
      raw: 399,
    },
    {
      pairs: [
        [3, 9],
        [5, 7],
        [10, 5],
        [20, 3],
        [15, 1],
      ],
      raw: 187,
    },
  ])('the published example comes to $raw', ({ pairs, raw }) => {
    const weights = new Map(pairs.map(([, weight], i) => [`event ${i}`, weight ?? 0]));
    const counts = pairs.map(([count], i) => [`event ${i}`, count ?? 0] as const);
    expect(rawScore(counts, (event) => weights.get(event) ?? 0)).toBe(raw);
  });
});

describe('quantile', () => {
  it('is type 7: the 90th percentile of the published vector is 208.2', () => {
    expect(quantile(Float64Array.from(vector), 0.9)).toBeCloseTo(208.2, 10);
  });

  it('leaves its values as they are', () => {
    const values = Float64Array.from(vector);
    quantile(values, 0.5);
    expect([...values]).toEqual(vector);
  });

  it('refuses an empty list', () => {
    expect(() => quantile(new Float64Array(0), 0.5)).toThrow('at least one value');
  });
});

describe('benchmark', () => {
  const ninety = { percentile: 90 };
  it('passes over users who did nothing', () => {
    const raws = Float64Array.from([...vector, 0, 0, -5, 0]);
    expect(benchmarkOf(raws, ninety)).toBeCloseTo(208.2, 10);
  });

  it('is never below the floor', () => {
    expect(benchmarkOf(Float64Array.from([3, 4]), { ...ninety, floor: 50 })).toBe(50);
  });

  it('is 0 when nobody scored', () => {
    expect(benchmarkOf(Float64Array.from([0, -1]), ninety)).toBe(0);
  });
});

describe('score', () => {
  const shown = (k: number) =>
    [...vector].sort((a, b) => a - b).map((raw) => shownScore(exactScore(raw, 208.2, k)));

  it.each([
    { k: 0, scores: [1, 1, 1, 3, 4, 6, 10, 18, 43, 49, 72, 100, 100] },
    { k: 1, scores: [1, 2, 2, 5, 7, 10, 15, 26, 55, 61, 81, 100, 100] },
    { k: 2, scores: [1, 2, 3, 8, 10, 14, 21, 35, 66, 72, 88, 100, 100] },
    { k: 3, scores: [2, 3, 4, 10, 13, 18, 27, 43, 76, 81, 93, 100, 100] },
  ])('the published vector has its row for k = $k', ({ k, scores }) => {
    expect(shown(k)).toEqual(scores);
  });

  it('goes to the straight line as k goes to 0', () => {
    for (const x of [0, 0.1, 0.5, 0.9, 1]) expect(curve(x, 1e-7)).toBeCloseTo(100 * x, 4);
    expect(curve(0.3, 0)).toBe(30);
  });

  it('is 100 at the benchmark for every k', () => {
    for (const k of [0, 0.5, 1, 2, 3, 10]) expect(curve(1, k)).toBe(100);
  });

  it('is 0 for a raw score of 0 or less and at least 1 above', () => {
    expect(shownScore(exactScore(-3, 208.2, 2))).toBe(0);
    expect(shownScore(exactScore(0, 208.2, 2))).toBe(0);
    expect(shownScore(exactScore(0.001, 208.2, 2))).toBe(1);
  });
});

describe('account scores', () => {
  const yardstick = { benchmark: 100, curve: 0, meanMember: 30, totalBenchmark: 240 };

  it('has the average of those that score and the fair mean of all', () => {
    const scores = accountScores({ memberRaws: [80, 40, 0], accountOnlyRaw: 0 }, yardstick);
    expect(scores).toEqual({ average: 60, fair: 35, total: 50 });
  });

  it('winsorizes members and counts account-only events as one more in the total', () => {
    const scores = accountScores({ memberRaws: [400, 20], accountOnlyRaw: 500 }, yardstick);
    expect(scores.total).toBeCloseTo((100 * (100 + 20 + 100)) / 240, 12);
  });

  it('is 0 in every measure without scoring members and events of its own', () => {
    const nothing = { average: 0, fair: 0, total: 0 };
    expect(accountScores({ memberRaws: [0, -2], accountOnlyRaw: 0 }, yardstick)).toEqual(nothing);
    expect(accountScores({ memberRaws: [], accountOnlyRaw: 0 }, yardstick)).toEqual(nothing);
  });

  it('does not let one keen user outrank forty engaged ones of fifty', () => {
    const keen = accountScores({ memberRaws: [100], accountOnlyRaw: 0 }, yardstick);
    const team = [...Array(40).fill(90), ...Array(10).fill(0)];
    expect(accountScores({ memberRaws: team, accountOnlyRaw: 0 }, yardstick).fair).toBeGreaterThan(
      keen.fair,
    );
  });
});

describe('bands and adoption', () => {
  it('puts every score into one band, 75 into the highest', () => {
    expect([0, 1, 24, 25, 49, 50, 74, 75, 100].map(bandOf)).toEqual([
      'none',
      'least engaged',
      'least engaged',
      'passive',
      'passive',
      'engaged',
      'engaged',
      'most engaged',
      'most engaged',
    ]);
  });

  it('is the share of key features used', () => {
    expect(adoptionOf(2, 10)).toBe(0.2);
    expect(adoptionOf(8, 10)).toBe(0.8);
    expect(adoptionOf(0, 0)).toBeNull();
  });
});
