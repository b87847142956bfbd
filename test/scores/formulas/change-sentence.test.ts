import { expect, it } from 'vitest';
import { changeReasons } from '../../../lib/scores/formulas/change-reasons.ts';
import { changeSentence } from '../../../lib/scores/formulas/change-sentence.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { eventChanges } from '../../support/builders/event-changes.ts';

const dana = { name: 'Dana', joined: false, points: -6 };
const parts = { own: -15, members: -6, others: -2 };

it('the reasons of a change are one sentence with members by name', () => {
  const reasons = changeReasons(parts, eventChanges([['Opened', 2, 17]]), [dana]);
  expect(changeSentence(-23, reasons)).toBe(
    'fell 23 points: 15 from fewer Opened, 6 because Dana left, 2 because others grew',
  );
});

it('the reasons of a change name what stands against it, where that is a quarter of it', () => {
  const reasons = (other: number) => [
    { kind: 'model', points: 24 } as const,
    { kind: 'event', event: 'Opened', countChange: -9, points: other } as const,
  ];
  const because = 'rose 12 points: 24 because the model changed';
  expect(changeSentence(12, reasons(-12))).toBe(`${because}, less 12 from fewer Opened`);
  expect(changeSentence(12, reasons(-3))).toBe(`${because}, less 3 from fewer Opened`);
  expect(changeSentence(12, reasons(-2.9))).toBe(because);
});

it('a reason against a small change is named from one whole point on', () => {
  const reasons = (other: number) => [
    { kind: 'others', points: -3 } as const,
    { kind: 'members', points: other } as const,
  ];
  const because = 'fell 2 points: 3 because others grew';
  expect(changeSentence(-2, reasons(1))).toBe(`${because}, less 1 because members joined or left`);
  expect(changeSentence(-2, reasons(0.9))).toBe(because);
});

it.each([
  { reason: { kind: 'event', points: 3 }, cause: 'from its own activity' },
  { reason: { kind: 'event', event: 'Opened', points: 3 }, cause: 'from more Opened' },
  {
    reason: { kind: 'event', event: 'Opened', countChange: -1, points: 3 },
    cause: 'from fewer Opened',
  },
  { reason: { kind: 'member', name: 'Eve', joined: true, points: 3 }, cause: 'because Eve joined' },
  { reason: { kind: 'member', name: 'Eve', joined: false, points: 3 }, cause: 'because Eve left' },
  { reason: { kind: 'members', points: 3 }, cause: 'because members joined or left' },
  { reason: { kind: 'cap', points: 3 }, cause: 'because the cap of one member rose' },
  { reason: { kind: 'others', points: 3 }, cause: 'because others shrank' },
  { reason: { kind: 'mean', points: 3 }, cause: 'because the average member rose' },
  { reason: { kind: 'active', points: 3 }, cause: 'because fewer members were active' },
  {
    reason: { kind: 'event', event: 'Opened', countChange: 2, by: 'Ada', points: 3 },
    cause: 'from more Opened by Ada',
  },
  {
    reason: { kind: 'event', accounts: ['Acme'], points: 3 },
    cause: 'from its own activity in Acme',
  },
  {
    reason: { kind: 'event', accounts: ['Acme', 'Globex'], points: 3 },
    cause: 'from its own activity in Acme and Globex',
  },
  {
    reason: { kind: 'event', accounts: ['Acme', 'Globex', 'Hooli'], points: 3 },
    cause: 'from its own activity in 3 accounts',
  },
  { reason: { kind: 'model', points: 3 }, cause: 'because the model changed' },
] as const)('a rise by $reason is said to be $cause', ({ reason, cause }) => {
  expect(changeSentence(3, [reason])).toBe(`rose 3 points: 3 ${cause}`);
});

it('a fall because of members without names does not say which way they went', () => {
  const sentence = changeSentence(-3, [{ kind: 'members', points: -3 }]);
  expect(sentence).toBe('fell 3 points: 3 because members joined or left');
});

it('the reasons of a change name more of what lowers a score, and nothing where nothing changed', () => {
  const worse = aModel({ events: { Paused: { weight: -3 } } });
  const own = { own: -9, members: 0, others: 0 };
  const reasons = changeReasons(own, eventChanges([['Paused', 4, 1]], worse));
  expect(changeSentence(-9, reasons)).toBe('fell 9 points: 9 from more Paused');
  expect(changeSentence(0, [])).toBe('did not change');
});

it('a champion who left is named, whatever other reasons are greater', () => {
  const others = [9, 8, 7, 6].map((points) => ({ kind: 'others', points: -points }) as const);
  const left = { kind: 'member', name: 'Dana', joined: false, points: -2 } as const;
  const grew = '9 because others grew, 8 because others grew';
  expect(changeSentence(-32, [...others, { ...left, champion: true }])).toBe(
    `fell 32 points: ${grew}, 2 because Dana left`,
  );
  expect(changeSentence(-32, [...others, left])).not.toContain('Dana');
  expect(changeSentence(-32, [...others, { ...left, champion: true, points: -0.4 }])).toBe(
    `fell 32 points: ${grew}, 7 because others grew`,
  );
});

it('a fall says first who stopped, and a rise does not', () => {
  const fewer = [{ kind: 'event', event: 'Use', countChange: -30, points: -24 }] as const;
  expect(changeSentence(-24, fewer, 'Dana')).toBe(
    'fell 24 points as Dana stopped: 24 from fewer Use',
  );
  const more = [{ kind: 'event', event: 'Use', countChange: 30, points: 24 }] as const;
  expect(changeSentence(24, more, 'Dana')).toBe('rose 24 points: 24 from more Use');
});

it('a fall because the average member fell, or more members were active, says so', () => {
  const sentence = (kind: 'mean' | 'active') => changeSentence(-3, [{ kind, points: -3 }]);
  expect(sentence('mean')).toBe('fell 3 points: 3 because the average member fell');
  expect(sentence('active')).toBe('fell 3 points: 3 because more members were active');
});

it('the sentence of a change has at most three reasons, and none of less than half a point', () => {
  const reasons = [5, 4, 3, 2, 0.4].map((points) => ({ kind: 'others', points }) as const);
  const because = '5 because others shrank, 4 because others shrank, 3 because others shrank';
  expect(changeSentence(14, reasons)).toBe(`rose 14 points: ${because}`);
  expect(changeSentence(-1, [{ kind: 'others', points: -0.4 }])).toBe('fell 1 point');
  expect(changeSentence(1, [{ kind: 'others', points: 0.5 }])).toBe(
    'rose 1 point: 1 because others shrank',
  );
});
