import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../support/an-event.ts';
import {
  beginEvents,
  D,
  group,
  identify,
  receive,
  rule,
  services,
  waiting,
} from '../support/happened.ts';

beforeEach(beginEvents);

describe('an account converted to paid', () => {
  beforeEach(() => rule({ kind: 'account.converted' }));

  it('is told once, with its owner, when it was seen in trial before', async () => {
    await receive(D(1), group(D(1), { plan: 'trial', name: 'Acme Inc', csm: 'dana' }));
    const paid = group(D(5), { plan: 'team' });
    await receive(D(5), paid);
    await receive(D(5, '10:01:00'), paid, anEvent({ at: D(5), account: 'acme', user: 'ada' }));
    expect(await waiting()).toMatchObject([
      { title: 'Acme Inc converted to paid', day: '2026-11-05', subjectId: 'acme', owner: 'dana' },
    ]);
  });

  it('is told when both happen on one day', async () => {
    await receive(D(5), group(D(5, '09:00:00'), { plan: 'trial' }));
    await receive(D(5, '10:05:00'), group(D(5, '10:04:00'), { plan: 'team' }));
    expect(await waiting()).toHaveLength(1);
  });

  it('is no news of an account first seen as paid, or converted long ago', async () => {
    await receive(D(5), group(D(5), { plan: 'team' }));
    await receive(D(6), group('2026-10-01T10:00:00Z', { plan: 'trial' }, 'beta'));
    await receive(D(6), group('2026-10-20T10:00:00Z', { plan: 'team' }, 'beta'));
    expect(await waiting()).toEqual([]);
  });
});

describe('an account that cancels', () => {
  it('is told by its event, and raises nothing after that', async () => {
    await rule({ kind: 'account.cancelled' }, 'cancelled');
    await rule({ kind: 'feature.risk_used' }, 'risk');
    const cancelled = anEvent({ at: D(5), account: 'acme', event: 'Subscription Cancelled' });
    await receive(D(5), cancelled);
    await receive(D(5, '10:01:00'), cancelled);
    await receive(D(6), anEvent({ at: D(6), account: 'acme', user: 'ada', event: 'Exported' }));
    expect(await waiting()).toMatchObject([{ kind: 'account.cancelled', subjectId: 'acme' }]);
  });

  it('is told as back when it pays again', async () => {
    await rule({ kind: 'account.reactivated' });
    await receive(D(5), anEvent({ at: D(5), account: 'acme', event: 'Subscription Cancelled' }));
    await receive(D(9), group(D(9), { plan: 'team' }));
    expect(await waiting()).toMatchObject([{ kind: 'account.reactivated', day: '2026-11-09' }]);
  });

  it('is no news when the event is older than 24 hours', async () => {
    await rule({ kind: 'account.cancelled' });
    await receive(D(9), anEvent({ at: D(5), account: 'acme', event: 'Subscription Cancelled' }));
    expect(await waiting()).toEqual([]);
  });
});

describe('a user added to an account', () => {
  beforeEach(() => rule({ kind: 'account.user_added' }));

  it('is told by name when it was just created, once a day for an account', async () => {
    await receive(D(1), group(D(1), { createdAt: D(1), name: 'Acme' }));
    await receive(D(5), identify(D(5), 'bob', D(5)), identify(D(5), 'cid', D(5)));
    await receive(D(5, '10:01:00'), anEvent({ at: D(5), account: 'acme', user: 'bob' }));
    expect(await waiting()).toMatchObject([
      { title: 'Name of bob joined Acme', day: '2026-11-05' },
    ]);
  });

  it("is no news on the account's first day", async () => {
    await receive(D(5), group(D(5), { createdAt: D(5) }), identify(D(5), 'bob', D(5)));
    expect(await waiting()).toEqual([]);
  });

  it('is no news of users that an account had before it was connected', async () => {
    await receive(D(5), group(D(5), { createdAt: '2020-01-01T00:00:00Z' }));
    await receive(D(6), anEvent({ at: D(6), account: 'acme', user: 'old' }));
    expect(await waiting()).toEqual([]);
  });
});

describe('a user removed from an account', () => {
  it('is told', async () => {
    await rule({ kind: 'account.user_removed' });
    const event = 'Account Removed User';
    await receive(D(5), anEvent({ at: D(5), account: 'acme', user: 'bob', event }));
    expect(await waiting()).toMatchObject([{ title: 'bob left acme' }]);
  });
});

describe('features', () => {
  it('are adopted once, by accounts that were watched from their beginning', async () => {
    await rule({ kind: 'feature.adopted' });
    await receive(D(1), group(D(1), { createdAt: D(1) }));
    const use = anEvent({ at: D(5), account: 'acme', user: 'ada', event: 'Reported' });
    await receive(D(5), use, anEvent({ at: D(5), account: 'old', user: 'eve', event: 'Reported' }));
    await receive(D(6), anEvent({ at: D(6), account: 'acme', user: 'ada', event: 'Reported' }));
    expect(await waiting()).toMatchObject([{ title: 'acme adopted reports', day: '2026-11-05' }]);
  });

  it('that are signs of leaving are told once in the days of the cool-down', async () => {
    await rule({ kind: 'feature.risk_used', cooldownDays: 7 });
    for (const day of [5, 6, 11, 12]) {
      await receive(
        D(day),
        anEvent({ at: D(day), account: 'acme', user: 'ada', event: 'Exported' }),
      );
    }
    expect((await waiting()).map(({ day }) => day)).toEqual(['2026-11-05', '2026-11-12']);
  });
});

describe('a silenced rule', () => {
  it('notes what happens and tells nobody', async () => {
    await rule({ kind: 'feature.risk_used', cooldownDays: 7 });
    await services.documents.put('setting', 'silence/r', { until: D(6), subjects: {} }, 0);
    for (const day of [5, 7, 12]) {
      await receive(
        D(day),
        anEvent({ at: D(day), account: 'acme', user: 'ada', event: 'Exported' }),
      );
    }
    expect((await waiting()).map(({ day }) => day)).toEqual(['2026-11-12']);
  });
});
