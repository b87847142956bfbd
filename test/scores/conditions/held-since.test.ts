import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedValue, Profile } from '../../../lib/events/profile.ts';
import type { Condition } from '../../../lib/model/condition.ts';
import { dayFromNumber, MS_PER_DAY } from '../../../lib/model/day.ts';
import {
  conditionHolds,
  factsOn,
  type Subject,
} from '../../../lib/scores/conditions/condition-holds.ts';
import { enteredAt, firstHeld, heldSince } from '../../../lib/scores/conditions/held-since.ts';
import {
  type Occurrence,
  occurrencesFromList,
} from '../../../lib/scores/conditions/occurrences.ts';

const FIRST = 20_000;
const TODAY = 20_020;
const day = dayFromNumber;

type Dated = readonly (readonly [day: number, value: DatedValue['value'], hour?: number])[];

/** A subject of whom traits were set and events happened on some days after the first one. */
function subject(
  traits: Readonly<Record<string, Dated>>,
  events: Readonly<Record<string, readonly number[]>> = {},
): Subject {
  const dated = Object.entries(traits).map(([name, values]) => [
    name,
    values.map(([of, value, hour = 0]): DatedValue => {
      const number = FIRST + of;
      return { day: day(number), at: number * MS_PER_DAY + hour * 3_600_000, value };
    }),
  ]);
  const profile: Profile = { kind: 'account', hash: 'a', traits: Object.fromEntries(dated) };
  return {
    profiles: [profile],
    occurrences(event) {
      const days = events[event] ?? [];
      return occurrencesFromList(
        days.map((of): Occurrence => ({ day: FIRST + of, count: 1, user: -1 })),
      );
    },
    metric: () => null,
    inSegment: () => false,
  };
}

const plan: Condition = { trait: 'plan', equals: 'pro' };
const created: Condition = { trait: 'createdAt', exists: true };
const task: Condition = { event: 'Task Created' };
const since = (condition: Condition, of: Subject, on = TODAY) =>
  heldSince(condition, of, day(on), FIRST) - FIRST;
const first = (condition: Condition, of: Subject, from = FIRST) => {
  const found = firstHeld(condition, of, from, day(TODAY));
  return found === 0 ? undefined : found - FIRST;
};
const entered = (condition: Condition, of: Subject) => {
  const at = enteredAt(condition, of, day(TODAY));
  return at === undefined || at === 0 ? at : at / MS_PER_DAY - FIRST;
};

describe('since when a condition holds', () => {
  it('a condition over a trait and an event holds from the later of both, whatever happens again', () => {
    const both: Condition = { all: [task, created] };
    const account = subject({ createdAt: [[1, '2026-01-01']] }, { 'Task Created': [4, 9, 15] });
    expect(since(both, account)).toBe(4);
    expect(first(both, account)).toBe(4);
  });

  it('a condition holds from its last unbroken run on, and was first met before it', () => {
    const account = subject({
      plan: [
        [2, 'pro'],
        [5, 'free'],
        [8, 'pro'],
        [11, 'pro'],
      ],
    });
    expect(since(plan, account)).toBe(8);
    expect(first(plan, account)).toBe(2);
    expect(first(plan, account, FIRST + 6)).toBe(8);
    expect(first(plan, account, FIRST + 9)).toBe(9);
  });

  it('an event that must lie within some days is met until they are over', () => {
    const recent: Condition = { event: 'Task Created', days: 3 };
    const account = subject({}, { 'Task Created': [2, 4, 18] });
    expect(since(recent, account)).toBe(18);
    expect(first(recent, account)).toBe(2);
    expect(since({ not: recent }, account, FIRST + 10)).toBe(7);
  });

  it('what never began to hold has held since the first sight, and not at all where it does not hold', () => {
    const none: Condition = { trait: 'plan', exists: false };
    expect(since(none, subject({}))).toBe(0);
    expect(first(none, subject({}), FIRST + 3)).toBe(3);
    expect(heldSince(plan, subject({}), day(TODAY), FIRST)).toBe(0);
    expect(first(plan, subject({}))).toBeUndefined();
  });
});

describe('when a state was entered', () => {
  it('an event enters a state each time it happens, a trait when its value began to hold', () => {
    const account = subject({ plan: [[3, 'pro', 12]] }, { 'Task Created': [2, 9] });
    expect(entered(task, account)).toBe(9);
    expect(entered(plan, account)).toBe(3.5);
    expect(entered({ trait: 'plan', equals: 'free' }, account)).toBeUndefined();
  });

  it('of several conditions the latest that holds is when a state was entered', () => {
    const account = subject({ plan: [[3, 'pro']] }, { 'Task Created': [5] });
    expect(entered({ all: [plan, task] }, account)).toBe(5);
    expect(entered({ any: [plan, task] }, account)).toBe(5);
    expect(entered({ any: [task, { trait: 'plan', equals: 'free' }] }, account)).toBe(5);
    expect(entered({ not: { any: [{ not: plan }, { not: task }] } }, account)).toBe(5);
  });

  it('a state that has held all the time was entered by nothing', () => {
    expect(entered({ trait: 'plan', exists: false }, subject({}))).toBe(0);
    expect(entered({ not: task }, subject({}))).toBe(0);
    expect(entered({ not: plan }, subject({ plan: [[7, 'free']] }))).toBe(0);
    const left = [
      [4, 'pro'],
      [7, 'free'],
    ] as const;
    expect(entered({ not: plan }, subject({ plan: left }))).toBe(7);
  });

  it('what a segment of the model’s own asks for says when the segment was entered', () => {
    const account: Subject = {
      ...subject({ plan: [[3, 'pro', 6]] }),
      inSegment: (id) => id === 'paying',
      segmentCondition: (id) => (id === 'paying' ? plan : undefined),
    };
    expect(entered({ segment: 'paying' }, account)).toBe(3.25);
    expect(entered({ segment: 'other' }, account)).toBeUndefined();
  });
});

describe('since when a condition holds, against a look at every day', () => {
  const offset = fc.nat({ max: 19 });
  const anyTrait = fc.constantFrom('plan', 'seats');
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ trait: anyTrait, equals: fc.constantFrom('pro', 5) }),
    fc.record({ trait: anyTrait, exists: fc.boolean() }),
    fc.record({ trait: anyTrait, atLeast: fc.constant(3), notEquals: fc.constant(4) }),
    fc.record({ event: fc.constantFrom('A', 'B'), atLeast: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ event: fc.constantFrom('A', 'B'), days: fc.integer({ min: 1, max: 6 }) }),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }));
  const dated = fc
    .uniqueArray(fc.tuple(offset, fc.constantFrom('pro', 'free', null, 5, '4', 2)), {
      selector: ([of]) => of,
      maxLength: 5,
    })
    .map((values) => values.sort(([a], [b]) => a - b));
  const days = fc.array(offset, { maxLength: 6 }).map((all) => all.sort((a, b) => a - b));
  const someone = fc
    .tuple(fc.record({ plan: dated, seats: dated }), fc.record({ A: days, B: days }))
    .map(([traits, events]) => subject(traits, events));

  it('the start of the last run and the first day that a condition held are those of all days', () => {
    fc.assert(
      fc.property(condition, someone, fc.nat({ max: 10 }), (of, who, from) => {
        const holds = (on: number) => conditionHolds(of, factsOn(who, day(on)));
        const all = Array.from({ length: 31 }, (_, back) => TODAY - back);
        const broken = all.findIndex((on) => !holds(on));
        const expected = broken === 0 ? 0 : broken < 0 ? FIRST : TODAY - broken + 1;
        expect(heldSince(of, who, day(TODAY), FIRST)).toBe(expected);
        const later = Array.from({ length: 21 - from }, (_, index) => FIRST + from + index);
        expect(firstHeld(of, who, FIRST + from, day(TODAY))).toBe(later.find(holds) ?? 0);
      }),
      { numRuns: 500 },
    );
  });
});
