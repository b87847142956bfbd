import { expect, it } from 'vitest';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import { addDayCounts } from '../../../lib/scores/aggregate/add-day-counts.ts';
import { type Aggregate, createAggregate } from '../../../lib/scores/aggregate/aggregate.ts';
import { planAggregate } from '../../../lib/scores/aggregate/aggregate-plan.ts';
import { completeAggregate } from '../../../lib/scores/aggregate/complete-aggregate.ts';
import type { Profiles } from '../../../lib/scores/conditions/profiles.ts';
import { scoreAggregate } from '../../../lib/scores/day/score-day.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const DAY = '2026-11-20';
const MODEL = aModel({
  features: { sso: { key: true, when: { trait: 'sso', equals: true } } },
});
const counts = (user: string) => someCounts(DAY, [[user, 'acme', 'Opened', 3]]);
const resolve = (hash: string): string => hash;

const ada = hashId('user', 'ada');
const profiles: Profiles = {
  users: new Map([
    [ada, { kind: 'user', hash: ada, traits: { sso: [{ day: DAY, at: 0, value: true }] } }],
  ]),
  accounts: new Map(),
};

function aggregateOf(...users: readonly string[]): Aggregate {
  const aggregate = createAggregate(planAggregate(MODEL.model, DAY, DAY), resolve);
  for (const user of users) addDayCounts(aggregate, [counts(user)]);
  return aggregate;
}

/** All of an aggregate that is data; its plan has functions, and so has what resolves ids. */
function stateOf({ plan: _, resolve: __, events, ...state }: Aggregate) {
  return structuredClone({ ...state, events: events.texts });
}

it('a complete aggregate refuses the counts of one more day', () => {
  const aggregate = aggregateOf('ada');
  completeAggregate(aggregate, profiles);
  const addMore = () => addDayCounts(aggregate, [counts('bob')]);
  expect(addMore).toThrow(BarometerError);
  expect(addMore).toThrow('looked up after its slots were released');
});

it('a complete aggregate refuses even an id that it knows', () => {
  const aggregate = aggregateOf('ada');
  completeAggregate(aggregate, profiles);
  expect(() => addDayCounts(aggregate, [counts('ada')])).toThrow(BarometerError);
});

it('a complete aggregate has a setting of a member as a feature of both it and its account', () => {
  const aggregate = aggregateOf('ada', 'bob');
  completeAggregate(aggregate, profiles);
  const { plan, subjectDays } = aggregate;
  expect(plan.features.map(({ id }) => id)).toContain('sso');
  const feature = plan.features.findIndex(({ id }) => id === 'sso');
  const used = (subject: number) => subject * plan.features.length + feature;
  expect(subjectDays.user.featureUsed[used(0)]).toBe(plan.last);
  expect(subjectDays.user.featureUsed[used(1)]).toBe(0);
  expect(subjectDays.account.featureFirst[used(0)]).toBe(plan.last);
});

it('a complete aggregate stays as it is while it is scored', () => {
  const aggregate = aggregateOf('ada', 'bob');
  completeAggregate(aggregate, profiles);
  const before = stateOf(aggregate);
  const scores = scoreAggregate(aggregate, { model: MODEL, complete: true, profiles });
  expect(scores.users.hash).toHaveLength(2);
  expect(stateOf(aggregate)).toEqual(before);
});
