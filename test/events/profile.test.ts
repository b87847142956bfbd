import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_DAYS_PER_TRAIT,
  type Profile,
  traitsOn,
  withTraits,
} from '../../lib/events/profile.ts';
import { addDays, dayOf } from '../../lib/model/day.ts';

const NOBODY: Profile = { kind: 'user', hash: '00000000000000a0', traits: {} };

interface Change {
  readonly traits: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: string;
}

function changed(changes: readonly Change[], profile: Profile = NOBODY): Profile {
  return changes.reduce((before, { traits, at }) => {
    const instant = Date.parse(at);
    return withTraits(before, traits, dayOf(instant), instant);
  }, profile);
}

describe('a trait', () => {
  const upgraded = () =>
    changed([
      { traits: { plan: 'trial' }, at: '2026-11-01T10:00:00Z' },
      { traits: { plan: 'team' }, at: '2026-11-10T10:00:00Z' },
    ]);

  it('a trait is on each day what it was set to last by then', () => {
    const profile = upgraded();
    const planOn = (day: string) => traitsOn(profile, day)['plan'];
    expect(planOn('2026-10-31')).toBeUndefined();
    expect(planOn('2026-11-01')).toBe('trial');
    expect(planOn('2026-11-09')).toBe('trial');
    expect(planOn('2026-11-10')).toBe('team');
    expect(planOn('2027-01-01')).toBe('team');
  });

  it('a trait takes the last writer of a day, whoever comes first', () => {
    const noon = { traits: { plan: 'noon' }, at: '2026-11-05T12:00:00Z' };
    const evening = { traits: { plan: 'evening' }, at: '2026-11-05T20:00:00Z' };
    expect(traitsOn(changed([evening, noon]), '2026-11-05')['plan']).toBe('evening');
    expect(changed([evening, noon])).toEqual(changed([noon, evening]));
  });

  it('a trait keeps its last 64 days, and a late older one changes nothing', () => {
    const days = Array.from({ length: MAX_DAYS_PER_TRAIT + 1 }, (_, n) => addDays('2026-01-01', n));
    const all = changed(days.map((day) => ({ traits: { plan: day }, at: `${day}T00:00:00Z` })));
    expect(all.traits['plan']).toHaveLength(MAX_DAYS_PER_TRAIT);
    expect(traitsOn(all, '2026-01-01')['plan']).toBeUndefined();
    expect(changed([{ traits: { plan: 'old' }, at: '2025-12-01T00:00:00Z' }], all)).toBe(all);
  });

  it('a trait takes the greater value in text of two that were written at one instant', () => {
    const at = '2026-11-05T12:00:00Z';
    const [small, great] = [
      { traits: { plan: 'a' }, at },
      { traits: { plan: 'b' }, at },
    ] as const;
    expect(traitsOn(changed([small, great]), '2026-11-05')['plan']).toBe('b');
    expect(traitsOn(changed([great, small]), '2026-11-05')['plan']).toBe('b');
  });

  it('a trait stays in the order of its days, whichever of them is set last', () => {
    const days = ['2026-11-03', '2026-11-01', '2026-11-02'];
    const { traits } = changed(days.map((day) => ({ traits: { plan: day }, at: `${day}T00:00Z` })));
    expect(traits['plan']?.map(({ day }) => day)).toEqual([...days].sort());
  });

  it('a trait does not touch what is known of other traits', () => {
    const profile = upgraded();
    const seats = changed([{ traits: { seats: 3 }, at: '2026-11-05T12:00:00Z' }], profile);
    expect(traitsOn(seats, '2026-11-05')).toEqual({ plan: 'trial', seats: 3 });
    expect(seats.traits['plan']).toBe(profile.traits['plan']);
  });

  it('a trait that says nothing new leaves the very same profile', () => {
    const profile = upgraded();
    expect(changed([{ traits: { plan: 'team' }, at: '2026-11-10T10:00:00Z' }], profile)).toBe(
      profile,
    );
  });

  it('a trait may be called like a part of every object', () => {
    const odd = changed([
      {
        traits: Object.fromEntries([
          ['__proto__', 'x'],
          ['constructor', 'y'],
        ]),
        at: '2026-11-01T00:00:00Z',
      },
    ]);
    expect(Object.entries(traitsOn(odd, '2026-11-02'))).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

it('the traits of a profile come to the same in any order', () => {
  const value = fc.oneof(fc.string({ maxLength: 2 }), fc.nat(3), fc.boolean(), fc.constant(null));
  const change = fc.record({
    traits: fc.dictionary(fc.constantFrom('plan', 'seats'), value, { noNullPrototype: true }),
    at: fc.integer({ min: 0, max: 60 }).map((n) => new Date(n * 7_200_000).toISOString()),
  });
  const sorted = (profile: Profile) => ({
    ...profile,
    traits: Object.fromEntries(Object.entries(profile.traits).sort()),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 10 }), fc.nat(), (changes, turn) => {
      const turned = changes.map((_, n) => changes[(n + turn) % changes.length] ?? changes[0]);
      const others = turned.flatMap((each) => each ?? []).reverse();
      expect(sorted(changed(others))).toEqual(sorted(changed(changes)));
    }),
  );
});
