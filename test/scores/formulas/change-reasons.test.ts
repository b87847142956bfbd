import { expect, it } from 'vitest';
import { changeReasons } from '../../../lib/scores/formulas/change-reasons.ts';
import { aModel } from '../../support/builders/a-model.ts';

const { model } = aModel();
const names = ['Opened', 'Invited'];
const dana = { name: 'Dana', joined: false, points: -6 };
const parts = { own: -15, members: -6, others: -2 };

it('the reasons of a change split the own part by weight and change of count', () => {
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

it('the reasons of a change leave to the members’ part what no named member explains', () => {
  const reasons = changeReasons({ ...parts, members: -9 }, [], names, model, [dana]);
  expect(reasons).toContainEqual({ kind: 'member', ...dana });
  expect(reasons).toContainEqual({ kind: 'members', points: -3 });
});

it('the own part stays whole where the changes of its events cancel out', () => {
  const own = { own: 4, members: 0, others: 0 };
  const events = [
    [0, 20, 10],
    [1, 0, 1],
  ] as const;
  expect(changeReasons(own, events, names, model)).toEqual([{ kind: 'event', points: 4 }]);
});
