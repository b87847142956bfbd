import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedValue, Profile } from '../../../lib/events/profile.ts';
import type { Condition } from '../../../lib/model/condition.ts';
import { addDays } from '../../../lib/model/day.ts';
import type { ScoringModel } from '../../../lib/model/scoring-model.ts';
import { createProfileProjection } from '../../../lib/scores/conditions/profile-projection.ts';
import { profilesByHash } from '../../../lib/scores/conditions/profiles.ts';
import { requiredTraits } from '../../../lib/scores/conditions/required-traits.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const USERS = ['ada', 'bob', 'cid'];
const dayBack = (back: number) => addDays('2026-11-20', -back);

const anyTrait = fc.constantFrom('on', 'plan', 'name', '__proto__');
const anyValue = fc.constantFrom<DatedValue['value'][]>(true, false, null, 1, 7, 'x');
const anyLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ trait: anyTrait, equals: anyValue }),
  fc.record({ trait: anyTrait, exists: fc.boolean() }),
  fc.record({ trait: fc.constant('createdAt'), exists: fc.boolean() }),
  fc.record({ event: fc.constant('Opened'), days: fc.constantFrom(1, 7), atLeast: fc.constant(2) }),
  fc.record({ metric: fc.constantFrom('tenureDays', 'frequency'), atLeast: fc.constant(2) }),
  fc.record({ segment: fc.constantFrom('new', 'mature', 'own') }),
);
const { condition: anyCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    anyLeaf,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 2 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const anyModel: fc.Arbitrary<Partial<ScoringModel>> = fc.record(
  {
    features: fc.record({ setting: fc.record({ key: fc.constant(true), when: anyCondition }) }),
    segments: fc.record({
      own: fc.record({ of: fc.constantFrom('user', 'account'), when: anyLeafOfTraits() }),
    }),
    population: anyCondition.map((condition) => ({ of: 'user' as const, ...condition })),
    activation: fc.record({
      user: fc.record({
        within: fc.constant(5),
        steps: fc.tuple(fc.record({ id: fc.constant('step'), when: anyCondition })),
      }),
    }),
  },
  { requiredKeys: [] },
);

/** A segment must not ask for itself. */
function anyLeafOfTraits(): fc.Arbitrary<Condition> {
  return fc.record({ trait: anyTrait, exists: fc.boolean() });
}

const datedBy = (value: fc.Arbitrary<DatedValue['value']>): fc.Arbitrary<DatedValue[]> =>
  fc
    .uniqueArray(fc.record({ back: fc.nat({ max: 12 }), value }), {
      selector: ({ back }) => back,
      maxLength: 3,
    })
    .map((rows) => rows.sort((a, b) => b.back - a.back))
    .map((rows) =>
      rows.map(({ back, value: of }) => ({ day: dayBack(back), at: back, value: of })),
    );

const anyCreated = fc.constantFrom('2026-11-15T13:14:15Z', '2025-01-01', 'no day', 1_763_000_000);
const anyTraits = fc.tuple(
  fc.dictionary(anyTrait, datedBy(anyValue), { noNullPrototype: true }),
  fc.option(datedBy(anyCreated)),
);
type SomeTraits = readonly [Profile['traits'], readonly DatedValue[] | null];
const profile = (kind: Profile['kind'], id: string, [traits, created]: SomeTraits): Profile => ({
  kind,
  hash: hashId(kind, id),
  traits: created === null ? traits : { ...traits, createdAt: created },
});
const anyUsers = fc
  .tuple(...USERS.map((id) => fc.option(anyTraits.map((traits) => profile('user', id, traits)))))
  .map((all) => all.flatMap((each) => each ?? []));
const anyAccounts = anyTraits.map((traits) => [profile('account', 'acme', traits)]);

const counts = [0, 1, 3, 9]
  .map((back) =>
    someCounts(
      dayBack(back),
      USERS.map((id, index) => [id, index < 2 ? 'acme' : '', 'Opened', 1 + back + index] as const),
    ),
  )
  .reverse();

describe('the profile projection of users', () => {
  it('projected profiles give users the scores of whole profiles', () => {
    fc.assert(
      fc.property(anyModel, anyUsers, anyAccounts, (given, users, own) => {
        const model = aModel(given);
        const accounts = profilesByHash(own);
        const required = requiredTraits(model.model);
        const kept = required ? createProfileProjection(required) : undefined;
        kept?.add(users);
        const scored = score(counts, { model, profiles: { users: kept ?? new Map(), accounts } });
        const whole = score(counts, {
          model,
          profiles: { users: profilesByHash(users), accounts },
        });
        expect(scored).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('projected profiles are empty where no condition requires a trait', () => {
    const users = createProfileProjection({
      traits: new Set(['on']),
      creation: false,
    });
    const traits = { name: [{ day: dayBack(1), at: 0, value: 'Ada' }] };
    users.add([{ kind: 'user', hash: hashId('user', 'ada'), traits }]);
    expect(users.get(hashId('user', 'ada'))).toBeUndefined();
    expect(users.get(hashId('user', 'bob'))).toBeUndefined();
  });
});
