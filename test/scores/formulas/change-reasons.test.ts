import { expect, it } from 'vitest';
import { changeReasons } from '../../../lib/scores/formulas/change-reasons.ts';
import { eventChanges } from '../../support/builders/event-changes.ts';

const dana = { name: 'Dana', joined: false, points: -6 };
const parts = { own: -15, members: -6, others: -2 };

it('the reasons of a change split the own part by weight and change of count', () => {
  const reasons = changeReasons(
    { own: -18, members: 0, others: 0 },
    eventChanges([
      ['Opened', 0, 60],
      ['Invited', 1, 0],
    ]),
  );
  expect(reasons).toEqual([
    { kind: 'event', event: 'Opened', countChange: -60, points: expect.closeTo(-21.6, 12) },
    { kind: 'event', event: 'Invited', countChange: 1, points: expect.closeTo(3.6, 12) },
  ]);
});

it('the reasons of a change leave to the members’ part what no named member explains', () => {
  const reasons = changeReasons({ ...parts, members: -9 }, [], [dana]);
  expect(reasons).toContainEqual({ kind: 'member', ...dana });
  expect(reasons).toContainEqual({ kind: 'members', points: -3 });
});

it('the reasons of a change are those that are not 0, the greatest first whatever its sign', () => {
  const joined = { name: 'Eve', joined: true, points: 4 };
  const reasons = changeReasons(
    { own: 1, members: 1, others: 9 },
    eventChanges([['Opened', 2, 1]]),
    [joined, { ...dana, points: -3 }],
  );
  expect(reasons).toEqual([
    { kind: 'others', points: 9 },
    { kind: 'member', ...joined },
    { kind: 'member', ...dana, points: -3 },
    { kind: 'event', event: 'Opened', countChange: 1, points: 1 },
  ]);
});

it('what rounding leaves of the members’ part is no reason, but without names the part is', () => {
  const tenths = [0.1, 0.2].map((points) => ({ ...dana, points }));
  const members = (part: number, named = tenths) =>
    changeReasons({ own: 0, members: part, others: 0 }, [], named).filter(
      ({ kind }) => kind === 'members',
    );
  expect(members(0.3)).toEqual([]);
  expect(members(0.3 + 2e-9)).toHaveLength(1);
  expect(members(1e-9, [{ ...dana, points: 0 }])).toHaveLength(1);
  expect(members(1e-10, [])).toEqual([{ kind: 'members', points: 1e-10 }]);
});

it('an event that the model does not weigh is no reason', () => {
  const own = { own: 3, members: 0, others: 0 };
  const events = eventChanges([
    ['Unweighed', 5, 0],
    ['Opened', 3, 0],
  ]);
  expect(changeReasons(own, events)).toEqual([
    { kind: 'event', event: 'Opened', countChange: 3, points: 3 },
  ]);
});

it('the own part stays whole where the changes of its events cancel out', () => {
  const own = { own: 4, members: 0, others: 0 };
  const events = eventChanges([
    ['Opened', 20, 10],
    ['Invited', 0, 1],
  ]);
  expect(changeReasons(own, events)).toEqual([{ kind: 'event', points: 4 }]);
});
