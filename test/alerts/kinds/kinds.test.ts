import { describe, expect, it } from 'vitest';
import { ALERT_KINDS, KINDS, subjectKindOf } from '../../../lib/alerts/kinds/kinds.ts';

const withTrigger = (name: 'closedDay' | 'lifecycle' | 'raise') =>
  ALERT_KINDS.filter((kind) => KINDS[kind][name] !== undefined);

describe('the kinds of alerts', () => {
  it('every kind of alert looks at closed days, at steps in life or at events', () => {
    const looking = [
      ...withTrigger('closedDay'),
      ...withTrigger('lifecycle'),
      ...withTrigger('raise'),
    ];
    expect(new Set(looking)).toEqual(new Set(ALERT_KINDS));
  });

  it('only the return of an account is looked for on closed days and in events', () => {
    const events = [...withTrigger('lifecycle'), ...withTrigger('raise')];
    expect(withTrigger('closedDay').filter((kind) => events.includes(kind))).toEqual([
      'account.reactivated',
    ]);
  });

  it('only kinds that bode well foretell a paying account, all others a cancelled one', () => {
    const hopeful = withTrigger('closedDay').filter(
      (kind) => KINDS[kind].closedDay?.foretells === 'paid',
    );
    expect(hopeful).toEqual([
      'account.reactivated',
      'score.increased',
      'score.above',
      'activation.progressed',
      'activation.completed',
      'segment.entered',
    ]);
  });

  it('a rule is about accounts unless it or its kind says otherwise', () => {
    expect(subjectKindOf({ kind: 'score.below' })).toBe('account');
    expect(subjectKindOf({ kind: 'score.below', scope: 'user' })).toBe('user');
    expect(subjectKindOf({ kind: 'user.inactive' })).toBe('user');
  });

  it('no step in the life of an account raises alerts of two kinds', () => {
    const states = ['unknown', 'trial', 'paid', 'cancelled'] as const;
    const steps = states.flatMap((before) =>
      states
        .filter((now) => now !== before)
        .flatMap((now) => [true, false].map((byEvent) => ({ before, now, byEvent }))),
    );
    const raised = steps.map((step) =>
      ALERT_KINDS.filter((kind) => KINDS[kind].lifecycle?.isStep(step)),
    );
    expect(raised.filter((kinds) => kinds.length > 1)).toEqual([]);
    expect(new Set(raised.flat())).toEqual(new Set(withTrigger('lifecycle')));
  });
});
