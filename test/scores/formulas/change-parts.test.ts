import fc from 'fast-check';
import { expect, it } from 'vitest';
import { userChangeParts } from '../../../lib/scores/formulas/change-parts.ts';
import { exactScore } from '../../../lib/scores/formulas/exact-score.ts';

const straight = (benchmark: number) => {
  return { benchmark, curve: 0, meanMember: 0, totalBenchmark: 0 };
};

it('a user who did more, like everybody else, gained by itself what it lost to the others', () => {
  const benchmarks = { before: straight(100), now: straight(160) };
  const parts = userChangeParts({ before: 50, now: 80 }, benchmarks);
  expect(parts).toEqual({ own: 30, members: 0, benchmark: -30 });
});

it('the score of a user changes by parts that sum to the change', () => {
  const raw = fc.double({ min: -1e6, max: 1e9, noNaN: true });
  const benchmarks = fc
    .record({
      benchmark: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      curve: fc.double({ min: 0, max: 20, noNaN: true }),
    })
    .map((of) => ({ ...of, meanMember: 0, totalBenchmark: 0 }));
  fc.assert(
    fc.property(raw, raw, benchmarks, benchmarks, (before, now, then, today) => {
      const parts = userChangeParts({ before, now }, { before: then, now: today });
      const change =
        exactScore(now, today.benchmark, today.curve) -
        exactScore(before, then.benchmark, then.curve);
      expect(parts.own + parts.members + parts.benchmark).toBeCloseTo(change, 9);
    }),
  );
});
