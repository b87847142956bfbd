import { expect, it } from 'vitest';
import { changeReasons } from '../../../lib/scores/formulas/change-reasons.ts';
import { eventChanges } from '../../support/builders/event-changes.ts';

const dana = { name: 'Dana', joined: false, points: -6 };
const parts = { own: -15, members: -6, others: -2 };

it('the reasons of a change have what each event took or made', () => {
  const task = { event: 'Task Completed', countChange: -60, points: -21.6 };
  const report = { event: 'Report Viewed', countChange: 10, points: 3.6 };
  const reasons = changeReasons({ own: -18, members: -6, others: 0 }, [task, report], [dana]);
  expect(reasons).toEqual([
    { kind: 'event', ...task },
    { kind: 'member', ...dana },
    { kind: 'event', ...report },
  ]);
});

it('what rounding left of the own part goes to the greatest event, and what none explains has no name', () => {
  const task = { event: 'Task Completed', countChange: -60, points: -21.6 };
  const report = { event: 'Report Viewed', countChange: 10, points: 3.6 };
  const reasonsOf = (own: number) => changeReasons({ own, members: 0, others: 0 }, [report, task]);
  const points = (own: number) => reasonsOf(own).map((reason) => reason.points);
  expect(points(-18.02)).toEqual([expect.closeTo(-21.62, 12), 3.6]);
  expect(points(-20)).toEqual([-21.6, 3.6, expect.closeTo(-2, 12)]);
  expect(reasonsOf(-20).at(-1)).toEqual({ kind: 'event', points: expect.closeTo(-2, 12) });
  expect(changeReasons({ own: -7, members: 0, others: 0 }, [])).toEqual([
    { kind: 'event', points: -7 },
  ]);
});

it('a rest that is greater than every event does not turn the sign of one', () => {
  const tiny = { event: 'Opened', countChange: 1, points: 0.0001 };
  const reasons = changeReasons({ own: -0.002, members: 0, others: 0 }, [tiny]);
  expect(reasons.map(({ points }) => points)).toEqual([expect.closeTo(-0.0021, 12), 0.0001]);
});

it('what the mean member has of the others’ part is a reason of its own', () => {
  const reasons = changeReasons({ own: 0, members: 0, others: -10, mean: -12 }, []);
  expect(reasons).toEqual([
    { kind: 'mean', points: -12 },
    { kind: 'others', points: 2 },
  ]);
  expect(changeReasons({ own: 0, members: 0, others: -0.3, mean: -0.1 - 0.2 }, [])).toHaveLength(1);
});

it('that more or fewer members scored is a reason of its own', () => {
  const opened = { event: 'Opened', countChange: -1, points: -2.5 };
  const reasons = changeReasons({ own: 37.5, members: 0, others: 0, active: 40 }, [opened]);
  expect(reasons).toEqual([
    { kind: 'active', points: 40 },
    { kind: 'event', ...opened },
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
