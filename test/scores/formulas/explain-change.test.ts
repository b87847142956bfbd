import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeReasons,
  changeSentence,
  shownReasons,
} from '../../../lib/scores/formulas/explain-change.ts';
import { aModel } from '../../support/builders/a-model.ts';

const { model } = aModel();
const names = ['Opened', 'Invited'];
const dana = { name: 'Dana', joined: false, points: -6 };

describe('the reasons of a change', () => {
  const parts = { own: -15, members: -6, others: -2 };

  it('say it in one sentence, members by name', () => {
    const reasons = changeReasons(parts, [[0, 2, 17]], names, model, [dana]);
    expect(changeSentence(-23, reasons)).toBe(
      'fell 23 points: 15 from fewer Opened, 6 because Dana left, 2 because others grew',
    );
  });

  it('share the own part by weight and change of count', () => {
    const reasons = changeReasons(
      { own: -18, members: 0, others: 0 },
      [
        [0, 0, 60],
        [1, 1, 0],
      ],
      names,
      model,
    );
    expect(reasons).toEqual([
      { kind: 'event', event: 'Opened', countChange: -60, points: expect.closeTo(-21.6, 12) },
      { kind: 'event', event: 'Invited', countChange: 1, points: expect.closeTo(3.6, 12) },
    ]);
  });

  it('say what stands against a change, where it is a quarter of it', () => {
    const reasons = (other: number) => [
      { kind: 'model', points: 24 } as const,
      { kind: 'event', event: 'Opened', countChange: -9, points: other } as const,
    ];
    const because = 'rose 12 points: 24 because the model changed';
    expect(changeSentence(12, reasons(-12))).toBe(`${because}, less 12 from fewer Opened`);
    expect(changeSentence(12, reasons(-2.9))).toBe(because);
  });

  it('say more of what lowers a score, and nothing moved where nothing did', () => {
    const worse = aModel({ events: { Paused: { weight: -3 } } }).model;
    const own = { own: -9, members: 0, others: 0 };
    const reasons = changeReasons(own, [[0, 4, 1]], ['Paused'], worse);
    expect(changeSentence(-9, reasons)).toBe('fell 9 points: 9 from more Paused');
    expect(changeSentence(0, [])).toBe('did not change');
  });

  it('leave to the members\u2019 part what no named member explains', () => {
    const reasons = changeReasons({ ...parts, members: -9 }, [], names, model, [dana]);
    expect(reasons).toContainEqual({ kind: 'member', ...dana });
    expect(reasons).toContainEqual({ kind: 'members', points: -3 });
  });

  it('close both sums by a rounding part', () => {
    const reasons = changeReasons(
      { own: -10.6, members: 0, others: 1.8 },
      [[0, 0, 1]],
      names,
      model,
    );
    expect(shownReasons(-8, -8.8, reasons)).toEqual([
      { kind: 'event', event: 'Opened', countChange: -1, points: -10.6, shown: -11 },
      { kind: 'others', points: 1.8, shown: 2 },
      { kind: 'rounding', points: expect.closeTo(0.8, 12), shown: 1 },
    ]);
  });

  it('sum to the change, shown and unrounded, whatever moved', () => {
    const points = fc.double({ min: -100, max: 100, noNaN: true });
    const uses = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.nat(50), fc.nat(50)), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(points, points, points, uses, (own, members, others, events) => {
        const exact = own + members + others;
        const change = Math.round(exact) + 0;
        const named = [{ name: 'Eve', joined: true, points: members / 2 }];
        const reasons = changeReasons({ own, members, others }, events, names, model, named);
        const shown = shownReasons(change, exact, reasons);
        expect(shown.reduce((sum, reason) => sum + reason.shown, 0)).toBe(change);
        expect(shown.reduce((sum, reason) => sum + reason.points, 0)).toBeCloseTo(change, 6);
      }),
    );
  });
});
