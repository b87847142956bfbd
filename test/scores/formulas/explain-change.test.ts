import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeReasons } from '../../../lib/scores/formulas/change-reasons.ts';
import { explainedChange, shownReasons } from '../../../lib/scores/formulas/explain-change.ts';
import { eventChanges } from '../../support/builders/event-changes.ts';

it('the reasons of a change close both sums by a rounding part', () => {
  const reasons = changeReasons({ own: -10.6, members: 0, others: 1.8 }, [
    { event: 'Opened', countChange: -1, points: -10.6 },
  ]);
  expect(shownReasons(-8, -8.8, reasons)).toEqual([
    { kind: 'event', event: 'Opened', countChange: -1, points: -10.6, shown: -11 },
    { kind: 'others', points: 1.8, shown: 2 },
    { kind: 'rounding', points: expect.closeTo(0.8, 12), shown: 1 },
  ]);
});

it('no rounding part is listed where both sums close, and one where either does not', () => {
  const reason = (points: number) => ({ kind: 'others', points }) as const;
  expect(shownReasons(3, 3, [reason(3)])).toEqual([{ ...reason(3), shown: 3 }]);
  expect(shownReasons(3, 3, [reason(1.4), reason(1.6)])).toHaveLength(2);
  expect(shownReasons(3, 3, [reason(1.5), reason(1.5)]).at(-1)).toEqual({
    kind: 'rounding',
    points: 0,
    shown: -1,
  });
  expect(shownReasons(3, 2.8, [reason(2.8)]).at(-1)).toEqual({
    kind: 'rounding',
    points: expect.closeTo(0.2, 12),
    shown: 0,
  });
});

it('a reason that is rounded to nothing is shown as 0 and not as -0', () => {
  const [reason] = shownReasons(0, -0.3, [{ kind: 'others', points: -0.3 }]);
  expect(reason?.shown).toBe(0);
});

it('a change is explained by its parts, its reasons and a sentence', () => {
  const reasons = [{ kind: 'others', points: -3 }] as const;
  expect(explainedChange({ points: -3, exactPoints: -3 }, { own: 0 }, reasons)).toEqual({
    points: -3,
    exactPoints: -3,
    parts: { own: 0 },
    reasons: [{ kind: 'others', points: -3, shown: -3 }],
    sentence: 'fell 3 points: 3 because others grew',
  });
});

it('the reasons of a change sum to it, shown and unrounded, whatever changed', () => {
  const points = fc.double({ min: -100, max: 100, noNaN: true });
  const uses = fc.array(fc.tuple(fc.constantFrom('Opened', 'Invited'), fc.nat(50), fc.nat(50)), {
    maxLength: 2,
  });
  fc.assert(
    fc.property(points, points, points, uses, (own, members, others, events) => {
      const exact = own + members + others;
      const change = Math.round(exact) + 0;
      const named = [{ name: 'Eve', joined: true, points: members / 2 }];
      const reasons = changeReasons({ own, members, others }, eventChanges(events), named);
      const shown = shownReasons(change, exact, reasons);
      expect(shown.reduce((sum, reason) => sum + reason.shown, 0)).toBe(change);
      expect(shown.reduce((sum, reason) => sum + reason.points, 0)).toBeCloseTo(change, 6);
    }),
  );
});
