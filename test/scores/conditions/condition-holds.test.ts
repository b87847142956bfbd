import { describe, expect, it } from 'vitest';
import type { Condition, Metric, TraitValue } from '../../../lib/model/condition.ts';
import {
  conditionHolds,
  type SubjectFacts,
} from '../../../lib/scores/conditions/condition-holds.ts';

/** One account: its traits, ten logins of which two in the last week, a score of 40, in `new`. */
const traits: Readonly<Record<string, TraitValue>> = {
  plan: 'team',
  seats: 5,
  trial: false,
  owner: null,
};
const metrics: Readonly<Partial<Record<Metric, number>>> = { score: 40 };
const facts: SubjectFacts = {
  trait: (name) => traits[name],
  eventCount: (event, days) => (event === 'Login' ? (days === undefined ? 10 : 2) : 0),
  metric: (metric) => metrics[metric] ?? null,
  inSegment: (id) => id === 'new',
};

const yes: Condition = { segment: 'new' };
const no: Condition = { segment: 'old' };

/** Text, a number, a boolean, null and a missing trait, in this order. */
const NAMES = ['plan', 'seats', 'trial', 'owner', 'missing'] as const;

describe('conditions about traits', () => {
  it.each([
    { operator: { exists: true }, holds: [true, true, true, false, false] },
    { operator: { exists: false }, holds: [false, false, false, true, true] },
    { operator: { equals: 'team' }, holds: [true, false, false, false, false] },
    { operator: { equals: 5 }, holds: [false, true, false, false, false] },
    { operator: { equals: '5' }, holds: [false, false, false, false, false] },
    { operator: { equals: false }, holds: [false, false, true, false, false] },
    { operator: { equals: null }, holds: [false, false, false, true, false] },
    { operator: { notEquals: 'team' }, holds: [false, true, true, true, false] },
    { operator: { notEquals: null }, holds: [true, true, true, false, false] },
    { operator: { in: ['team', 5, null] }, holds: [true, true, false, true, false] },
    { operator: { in: [] }, holds: [false, false, false, false, false] },
    { operator: { notIn: ['team', 5] }, holds: [false, false, true, true, false] },
    { operator: { atLeast: 5 }, holds: [false, true, false, false, false] },
    { operator: { atLeast: 5.1 }, holds: [false, false, false, false, false] },
    { operator: { atMost: 5 }, holds: [false, true, false, false, false] },
    { operator: { atMost: 4.9 }, holds: [false, false, false, false, false] },
    { operator: { atLeast: 4, atMost: 6 }, holds: [false, true, false, false, false] },
    { operator: { atLeast: 6, atMost: 9 }, holds: [false, false, false, false, false] },
    { operator: { atLeast: 1, atMost: 4 }, holds: [false, false, false, false, false] },
  ])(
    "the traits 'team', 5, false, null and a missing one satisfy the condition $operator as in $holds",
    (row) => {
      const conditions = NAMES.map((trait) => ({ trait, ...row.operator }));
      expect(conditions.map((condition) => conditionHolds(condition, facts))).toEqual(row.holds);
    },
  );
});

describe('conditions of several tests, and text that is a number', () => {
  const holdsFor = (operator: object, value: TraitValue | undefined) =>
    conditionHolds({ trait: 'x', ...operator }, { ...facts, trait: () => value });

  it('all tests of one condition about a trait hold together', () => {
    const operator = { exists: true, atLeast: 1000, notIn: [2000], notEquals: 3000 };
    const values = [5, 1000, 2000, 3000, 4000, null, undefined];
    expect(values.map((value) => holdsFor(operator, value))).toEqual([
      ...[false, true, false, false, true, false, false],
    ]);
    expect(holdsFor({ exists: false, notEquals: 1 }, undefined)).toBe(true);
    expect(holdsFor({ equals: 'a', in: ['b'] }, 'a')).toBe(false);
  });

  it('text that is a number meets limits, and is the number that a condition names', () => {
    const numbers = ['2786', ' 2786 ', '2.786e3', '+2786.0'];
    for (const text of numbers) {
      expect(holdsFor({ atLeast: 2786, atMost: 2786 }, text)).toBe(true);
      expect(holdsFor({ equals: 2786 }, text)).toBe(true);
      expect(holdsFor({ in: [1, 2786] }, text)).toBe(true);
      expect(holdsFor({ notEquals: 2786 }, text)).toBe(false);
      expect(holdsFor({ notIn: [2786] }, text)).toBe(false);
    }
    for (const text of ['', ' ', '12 EUR', '1,000', '0x10', 'Infinity', 'NaN', '--1'])
      expect(holdsFor({ atLeast: -1e9 }, text)).toBe(false);
    expect(holdsFor({ equals: '5' }, '5.0')).toBe(false);
    expect(holdsFor({ atLeast: 0 }, true)).toBe(false);
  });
});

describe('conditions about events', () => {
  it.each([
    { condition: { event: 'Login' }, holds: true },
    { condition: { event: 'Export' }, holds: false },
    { condition: { event: 'Login', atLeast: 10 }, holds: true },
    { condition: { event: 'Login', atLeast: 11 }, holds: false },
    { condition: { event: 'Login', days: 7 }, holds: true },
    { condition: { event: 'Login', atLeast: 2, days: 7 }, holds: true },
    { condition: { event: 'Login', atLeast: 3, days: 7 }, holds: false },
  ])(
    'after ten logins, two of them in the last week, the condition $condition is $holds',
    (row) => {
      expect(conditionHolds(row.condition, facts)).toBe(row.holds);
    },
  );
});

describe('conditions about metrics', () => {
  it.each([
    { condition: { metric: 'score', atLeast: 40 }, holds: true },
    { condition: { metric: 'score', atLeast: 41 }, holds: false },
    { condition: { metric: 'score', atMost: 40 }, holds: true },
    { condition: { metric: 'score', atMost: 39 }, holds: false },
    { condition: { metric: 'score', atLeast: 30, atMost: 50 }, holds: true },
    { condition: { metric: 'change', atLeast: -100 }, holds: false },
    { condition: { metric: 'change', atMost: 100 }, holds: false },
  ] as const)(
    'at a score of 40 without a known change, the condition $condition is $holds',
    (row) => {
      expect(conditionHolds(row.condition, facts)).toBe(row.holds);
    },
  );
});

describe('conditions about segments, and conditions in conditions', () => {
  it.each<{ condition: Condition; holds: boolean }>([
    { condition: yes, holds: true },
    { condition: no, holds: false },
    { condition: { not: no }, holds: true },
    { condition: { not: yes }, holds: false },
    { condition: { all: [yes, yes] }, holds: true },
    { condition: { all: [yes, no] }, holds: false },
    { condition: { all: [no, yes] }, holds: false },
    { condition: { any: [no, no] }, holds: false },
    { condition: { any: [no, yes] }, holds: true },
    { condition: { any: [yes, no] }, holds: true },
    { condition: { all: [] }, holds: true },
    { condition: { any: [] }, holds: false },
    { condition: { not: { all: [yes, { any: [no, { not: no }] }] } }, holds: false },
    { condition: { not: { trait: 'missing', equals: 1 } }, holds: true },
  ])(
    'of a subject in the segment new alone, the condition $condition is $holds',
    ({ condition, holds }) => {
      expect(conditionHolds(condition, facts)).toBe(holds);
    },
  );
});
