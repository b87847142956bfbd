import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../lib/model/condition.ts';
import type { ScoringModel } from '../../../lib/model/scoring-model.ts';
import { requiredTraits } from '../../../lib/scores/conditions/required-traits.ts';
import { aModel } from '../../support/builders/a-model.ts';

function required(given: Partial<ScoringModel>) {
  const found = requiredTraits(aModel(given).model);
  return found && { ...found, traits: [...found.traits].sort() };
}

const feature = (when: Condition) => ({ features: { setting: { when } } });
const isOn: Condition = { trait: 'on', equals: true };

describe('the required traits of users', () => {
  it('a model without conditions requires no trait of users', () => {
    expect(required({})).toBeUndefined();
  });

  it('conditions about accounts, or about events alone, require no trait of users', () => {
    const segments = { paying: { of: 'account' as const, when: isOn } };
    const population = { of: 'account' as const, ...isOn };
    const activation = { account: { steps: [{ id: 'on', when: isOn }] } };
    expect(required({ segments, population, activation })).toBeUndefined();
    expect(required(feature({ event: 'Opened' }))).toBeUndefined();
  });

  it('the traits of conditions about users are required, however deep they stand', () => {
    const deep: Condition = { all: [isOn, { any: [{ trait: 'role', exists: true }] }] };
    expect(required(feature(deep))).toEqual({
      traits: ['on', 'role'],
      creation: false,
    });
    expect(required({ population: { of: 'user', not: deep } })).toEqual({
      traits: ['on', 'role'],
      creation: false,
    });
  });

  it('segments and activation steps require the day of creation, a population only where it names one of age', () => {
    const segments = { on: { of: 'user' as const, when: isOn } };
    expect(required({ segments })).toEqual({ traits: ['on'], creation: true });
    const activation = { user: { steps: [{ id: 'open', event: 'Opened' }] } };
    expect(required({ activation })).toEqual({ traits: [], creation: true });
    expect(required({ population: { of: 'user', not: { segment: 'new' } } })).toEqual({
      traits: [],
      creation: true,
    });
  });
});
