import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactScore, exactScores } from '../../../lib/scores/formulas/exact-score.ts';

const raw = fc.oneof(fc.double({ min: -1e6, max: 1e9, noNaN: true }), fc.constant(0));
const benchmark = fc.oneof(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.constant(0));
/** Bent, straight by definition, and so little bent that it counts as straight. */
const k = fc.oneof(fc.double({ min: 0, max: 20, noNaN: true }), fc.constantFrom(0, 1e-12));

describe('the scores of many', () => {
  it('are the same to the last bit as one by one', () => {
    fc.assert(
      fc.property(fc.array(raw), benchmark, k, (raws, given, bend) => {
        // Against one of their own too: at the benchmark the score is the top of the curve.
        for (const against of [given, Math.max(raws[0] ?? 0, 0)]) {
          const together = [...exactScores(Float64Array.from(raws), against, bend)];
          expect(together).toEqual(raws.map((one) => exactScore(one, against, bend)));
        }
      }),
    );
  });
});
