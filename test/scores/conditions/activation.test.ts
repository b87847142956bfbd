import { expect, it } from 'vitest';
import type { Activation } from '../../../lib/model/scoring-model.ts';
import { type ActivationFacts, activationOf } from '../../../lib/scores/conditions/activation.ts';
import { NO_OCCURRENCES, occurrencesFromList } from '../../../lib/scores/conditions/occurrences.ts';

/** Created on day 100: invited on the days 101 and 105 (by two users) and 120, plan set on 110. */
const invited = occurrencesFromList([
  { day: 101, count: 1, user: 1 },
  { day: 105, count: 1, user: 2 },
  { day: 120, count: 5, user: 3 },
]);
const facts: ActivationFacts = {
  occurrences: (event) => (event === 'Invited' ? invited : NO_OCCURRENCES),
  trueSince: (condition) => ('trait' in condition && condition.trait === 'plan' ? 110 : 0),
  created: 100,
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

it('an activation step counts up to the last day that the model gives, and not on the day after', () => {
  const within = (days: number): Activation => ({ within: days, steps: [invite(2), plan] });
  expect(activationOf(within(10), facts).steps).toEqual([105, 110]);
  expect(activationOf(within(9), facts).steps).toEqual([105, 0]);
  expect(activationOf(within(5), facts).steps).toEqual([105, 0]);
  expect(activationOf(within(4), facts).steps).toEqual([0, 0]);
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

it('nobody is activated by a model without steps', () => {
  const none = { progress: 0, steps: [], activatedAt: null };
  expect(activationOf({ steps: [] }, facts)).toEqual(none);
});
