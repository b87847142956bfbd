import { expect, it } from 'vitest';
import type { Profile } from '../../../lib/events/profile.ts';
import type { Condition } from '../../../lib/model/condition.ts';
import { type Day, dayNumber } from '../../../lib/model/day.ts';
import type { Subject } from '../../../lib/scores/conditions/condition-holds.ts';
import { lifecycleEntryOn } from '../../../lib/scores/conditions/lifecycle.ts';
import { occurrencesFromList } from '../../../lib/scores/conditions/occurrences.ts';

const TODAY = '2026-11-20';
const set = (trait: string): Condition => ({ trait, exists: true });
const lifecycle = { trial: set('trial'), paid: set('paid'), cancelled: { event: 'Cancelled' } };

/** An account whose traits were set on some days, and whose event happened on some. */
function account(set: Readonly<Record<string, Day>>, cancelled: readonly Day[] = []): Subject {
  const dated = Object.entries(set).map(([name, day]) => [name, [{ day, at: 0, value: true }]]);
  const profile: Profile = { kind: 'account', hash: 'a', traits: Object.fromEntries(dated) };
  const days = cancelled.map((day) => ({ day: dayNumber(day), count: 1, user: -1 }));
  return {
    profiles: [profile],
    occurrences: () => occurrencesFromList(days),
    metric: () => null,
    inSegment: () => false,
  };
}

it('an account is in the state that it entered last, whatever their order in its life', () => {
  const upgraded = account({ trial: '2026-11-01', paid: '2026-11-10' });
  expect(lifecycleEntryOn(lifecycle, upgraded, TODAY).state).toBe('paid');
  const downgraded = account({ trial: '2026-11-10', paid: '2026-11-01' });
  const since = dayNumber('2026-11-10');
  expect(lifecycleEntryOn(lifecycle, downgraded, TODAY)).toEqual({ state: 'trial', since });
  const back = account({ paid: '2026-11-15' }, ['2026-11-10']);
  expect(lifecycleEntryOn(lifecycle, back, TODAY).state).toBe('paid');
});

it('of states entered on one day the account is in the one that comes later in its life', () => {
  const both = account({ trial: '2026-11-10', paid: '2026-11-10' });
  expect(lifecycleEntryOn(lifecycle, both, TODAY).state).toBe('paid');
  const all = account({ trial: '2026-11-10', paid: '2026-11-10' }, ['2026-11-10']);
  expect(lifecycleEntryOn(lifecycle, all, TODAY).state).toBe('cancelled');
});

it('an account entered its state on the day from which the state has held', () => {
  const entry = lifecycleEntryOn(lifecycle, account({ paid: '2026-11-10' }), TODAY);
  expect(entry).toEqual({ state: 'paid', since: dayNumber('2026-11-10') });
});

it('the state of an account is unknown while none holds, and without states in the model', () => {
  expect(lifecycleEntryOn(lifecycle, account({}), TODAY)).toEqual({ state: 'unknown', since: 0 });
  expect(lifecycleEntryOn(lifecycle, account({ paid: '2026-11-21' }), TODAY).state).toBe('unknown');
  expect(lifecycleEntryOn(undefined, account({ paid: '2026-11-10' }), TODAY).state).toBe('unknown');
});

it('a state that is about a metric or a segment has held since the day itself', () => {
  const byScore = { trial: { metric: 'score', atLeast: 50 }, paid: { segment: 'vip' } } as const;
  const since = dayNumber(TODAY);
  const scoring: Subject = { ...account({}), metric: () => 60 };
  expect(lifecycleEntryOn(byScore, scoring, TODAY)).toEqual({ state: 'trial', since });
  const vip: Subject = { ...account({}), inSegment: (id) => id === 'vip' };
  expect(lifecycleEntryOn(byScore, vip, TODAY)).toEqual({ state: 'paid', since });
});

it('an event makes a state only within the days that its condition looks back', () => {
  const recently = { cancelled: { event: 'Cancelled', days: 7 } };
  const stateOf = (day: Day) => lifecycleEntryOn(recently, account({}, [day]), TODAY).state;
  expect(['2026-11-13', '2026-11-14', '2026-11-20'].map(stateOf)).toEqual([
    'unknown',
    'cancelled',
    'cancelled',
  ]);
});
