import { expect, it } from 'vitest';
import type { Condition } from '../../../lib/model/condition.ts';
import type { Activation } from '../../../lib/model/scoring-model.ts';
import {
  type ActivationFacts,
  activationOf,
  isLate,
} from '../../../lib/scores/conditions/activation.ts';
import { NO_OCCURRENCES, occurrencesFromList } from '../../../lib/scores/conditions/occurrences.ts';

/** Created on day 100: invited on the days 101 and 105 (by two users) and 120, plan set on 110. */
const invited = occurrencesFromList([
  { day: 101, count: 1, user: 1 },
  { day: 105, count: 1, user: 2 },
  { day: 120, count: 5, user: 3 },
]);
const facts: ActivationFacts = {
  occurrences: (event) => (event === 'Invited' ? invited : NO_OCCURRENCES),
  firstHeld: (condition, from) =>
    'trait' in condition && condition.trait === 'plan' ? Math.max(from, 110) : 0,
  created: 100,
  first: 90,
  firstData: 80,
};
const invite = (atLeast?: number) => {
  return { id: 'invite', event: 'Invited', ...(atLeast !== undefined && { atLeast }) };
};
const plan = { id: 'plan', when: { trait: 'plan', exists: true } };
const never = { id: 'never', event: 'Exported' };

it('three of four activation steps make a progress of 0.75 and activate nobody', () => {
  const steps = [invite(), plan, { ...invite(2), id: 'invite-2' }, never];
  expect(activationOf({ steps }, facts)).toEqual({
    progress: 0.75,
    steps: [101, 110, 105, 0],
    activatedAt: null,
  });
});

it('the day of the last activation step is the day of activation', () => {
  const { progress, activatedAt } = activationOf({ steps: [plan, invite()] }, facts);
  expect({ progress, activatedAt }).toEqual({ progress: 1, activatedAt: 110 });
});

it('an activation step that is done after its time counts all the same, and is late', () => {
  const within = (days: number): Activation => ({ within: days, steps: [invite(2), plan] });
  const late = (activation: Activation) => {
    const { steps, activatedAt } = activationOf(activation, facts);
    expect({ steps, activatedAt }).toEqual({ steps: [105, 110], activatedAt: 110 });
    return steps.map((day) => isLate(activation, facts.created, day));
  };
  expect(late(within(10))).toEqual([false, false]);
  expect(late(within(9))).toEqual([false, true]);
  expect(late(within(5))).toEqual([false, true]);
  expect(late(within(4))).toEqual([true, true]);
  expect(isLate(within(1), null, 500)).toBe(false);
  expect(isLate({ steps: [plan] }, 100, 500)).toBe(false);
});

it('an event before the day of creation is no activation step', () => {
  expect(activationOf({ steps: [invite()] }, { ...facts, created: 102 }).steps).toEqual([105]);
});

it('activation has no time limit for somebody whose day of creation is unknown', () => {
  const steps = [invite(3), plan];
  expect(activationOf({ within: 1, steps }, { ...facts, created: null }).steps).toEqual([120, 110]);
});

it('an activation step may require a number of different users', () => {
  const byUsers = (distinctUsers: number) => ({ ...invite(), distinctUsers });
  const steps = [byUsers(1), byUsers(2), byUsers(3), byUsers(4)];
  expect(activationOf({ steps }, facts).steps).toEqual([101, 105, 120, 0]);
});

it('a condition counts from the creation on, and from the first sight where that is unknown', () => {
  const from = { ...facts, firstHeld: (_: Condition, day: number) => day };
  expect(activationOf({ steps: [plan] }, from).steps).toEqual([100]);
  expect(activationOf({ steps: [plan] }, { ...from, created: null }).steps).toEqual([90]);
});

it('nothing is said of activation where the time for it was over before there was data', () => {
  const unseen = { progress: null, steps: [], activatedAt: null };
  const on = (firstData: number, activation: Activation) =>
    activationOf(activation, { ...facts, firstData });
  expect(on(101, { steps: [plan] })).toEqual(unseen);
  expect(on(115, { within: 14, steps: [plan] })).toEqual(unseen);
  expect(on(114, { within: 14, steps: [plan] }).progress).toBe(1);
  const unknown = { ...facts, created: null, firstData: 500 };
  expect(activationOf({ steps: [plan] }, unknown).progress).toBe(1);
});

it('nobody is activated by a model without steps', () => {
  const none = { progress: 0, steps: [], activatedAt: null };
  expect(activationOf({ steps: [] }, facts)).toEqual(none);
});
