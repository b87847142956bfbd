import { describe, expect, it } from 'vitest';
import { matchingSubscriptions } from '../../../lib/alerts/publish/matching-subscriptions.ts';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { sampleAlert } from '../../support/builders/sample-alert.ts';

const alert = sampleAlert({ facts: { segments: ['trial', 'pql'] } });

function wanted(given: Partial<Subscription>, of = alert): boolean {
  const subscription: Subscription = { id: 's', type: 'webhook', enabled: true, ...given };
  return matchingSubscriptions(of, [subscription]).length === 1;
}

describe('a subscription', () => {
  it('a subscription without filters gets every alert', () => {
    expect(wanted({})).toBe(true);
  });

  it('a subscription gets nothing while it is off', () => {
    expect(wanted({ enabled: false })).toBe(false);
  });

  it.each<[string, Partial<Subscription>, boolean]>([
    ['its kind', { kinds: ['account.created', 'score.decreased'] }, true],
    ['another kind', { kinds: ['account.created'] }, false],
    ['no kind', { kinds: [] }, false],
    ['its rule', { rules: ['score-drop'] }, true],
    ['another rule', { rules: ['score-rise'] }, false],
    ['its owner', { owner: 'dana' }, true],
    ['another owner', { owner: 'eli' }, false],
    ['a segment it is in', { segment: 'pql' }, true],
    ['a segment it is not in', { segment: 'paid' }, false],
    ['its kind and another rule', { kinds: ['score.decreased'], rules: ['score-rise'] }, false],
  ])('a subscription that names %s, as %o, gets the alert: %s', (_, given, expected) => {
    expect(wanted(given)).toBe(expected);
  });

  it('a subscription of a segment gets no alert that knows no segments', () => {
    expect(wanted({ segment: 'pql' }, sampleAlert())).toBe(false);
  });

  it('a subscription of an owner gets no alert without one', () => {
    const { owner: _owner, ...nobodys } = alert;
    expect(wanted({ owner: 'dana' }, nobodys)).toBe(false);
  });

  it('a subscription of a daily digest hears of no single alert', () => {
    expect(wanted({ digest: 'daily' })).toBe(false);
  });
});
