import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventPart, memberLegs } from '../../../lib/scores/formulas/event-parts.ts';
import { exactScore } from '../../../lib/scores/formulas/exact-score.ts';

const straight = (raw: number): number => exactScore(raw, 100, 0);

function partsOf(before: number, shares: readonly number[], value: (raw: number) => number) {
  const now = shares.reduce((sum, share) => sum + share, before);
  const all = shares.map((share, event) => ({ event, share }));
  const legs = memberLegs({ before, now }, all, value);
  return { now, parts: shares.map((share) => eventPart(legs, share)) };
}

it('the parts of the events of one member go down by what fell and up by what rose', () => {
  expect(partsOf(60, [-50, 30], straight).parts).toEqual([-50, 30]);
});

it('the parts of events are 0 above the benchmark and below 0', () => {
  expect(partsOf(300, [-150, 20], straight).parts).toEqual([0, 0]);
  expect(partsOf(-50, [-10, 30], straight).parts).toEqual([0, 0]);
});

it('the parts of events are shares of their leg where the benchmark cuts it short', () => {
  // From 150, at the benchmark, down to 40, of which 66 and 44 fell.
  const { parts } = partsOf(150, [-66, -44, 10], straight);
  expect(parts).toEqual([expect.closeTo(-36, 12), expect.closeTo(-24, 12), 10]);
});

it('an event that did not change has no part', () => {
  expect(partsOf(20, [0, 10], straight).parts).toEqual([0, 10]);
  expect(partsOf(20, [], straight).parts).toEqual([]);
});

const raw = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const world = fc.record({
  before: raw,
  shares: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -500, max: 500 })), {
    maxLength: 12,
  }),
  benchmark: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
  curve: fc.double({ min: 0, max: 10, noNaN: true }),
});

it('the parts of events have the sign of their shares, stay in range and sum to the change', () => {
  fc.assert(
    fc.property(world, ({ before, shares, benchmark, curve }) => {
      const value = (points: number) => exactScore(points, benchmark, curve);
      const { now, parts } = partsOf(before, shares, value);
      const falls = shares.filter((share) => share < 0).reduce((sum, share) => sum + share, 0);
      const range = Math.max(value(before), value(now)) - value(before + falls);
      parts.forEach((part, event) => {
        expect(part * Math.sign(shares[event] ?? 0)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(part)).toBeLessThanOrEqual(range + 1e-9);
      });
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(value(now) - value(before), 6);
    }),
    { numRuns: 500 },
  );
});

it('the parts of events turn their signs where then and now change places', () => {
  fc.assert(
    fc.property(world, ({ before, shares, benchmark, curve }) => {
      const value = (points: number) => exactScore(points, benchmark, curve);
      const { now, parts } = partsOf(before, shares, value);
      const back = partsOf(
        now,
        shares.map((share) => -share),
        value,
      ).parts;
      parts.forEach((part, event) => {
        expect(back[event]).toBeCloseTo(-part, 6);
      });
    }),
  );
});
