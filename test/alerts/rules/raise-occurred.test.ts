import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../../support/builders/an-event.ts';
import {
  group,
  identify,
  november,
  openEventWorld,
  putRule,
  receive,
  services,
  waitingAlerts,
} from '../../support/worlds/event-world.ts';

beforeEach(openEventWorld);

describe('the conversion of an account to paid', () => {
  beforeEach(() => putRule({ kind: 'account.converted' }));

  it('the conversion of an account to paid is alerted once, with its owner, when it was seen in trial before', async () => {
    await receive(
      november(1),
      group(november(1), { plan: 'trial', name: 'Acme Inc', csm: 'dana' }),
    );
    const paid = group(november(5), { plan: 'team' });
    await receive(november(5), paid);
    await receive(
      november(5, '10:01:00'),
      paid,
      anEvent({ at: november(5), account: 'acme', user: 'ada' }),
    );
    expect(await waitingAlerts()).toMatchObject([
      { title: 'Acme Inc converted to paid', day: '2026-11-05', subjectId: 'acme', owner: 'dana' },
    ]);
  });

  it('the conversion of an account to paid is alerted when trial and payment are seen on one day', async () => {
    await receive(november(5), group(november(5, '09:00:00'), { plan: 'trial' }));
    await receive(november(5, '10:05:00'), group(november(5, '10:04:00'), { plan: 'team' }));
    expect(await waitingAlerts()).toHaveLength(1);
  });

  it('the conversion of an account is no news when it was first seen as paid, or converted long ago', async () => {
    await receive(november(5), group(november(5), { plan: 'team' }));
    await receive(november(6), group('2026-10-01T10:00:00Z', { plan: 'trial' }, 'beta'));
    await receive(november(6), group('2026-10-20T10:00:00Z', { plan: 'team' }, 'beta'));
    expect(await waitingAlerts()).toEqual([]);
  });
});

describe('the cancellation of an account', () => {
  it('the cancellation of an account is alerted once when its event comes, and nothing of the account after that', async () => {
    await putRule({ kind: 'account.cancelled' }, 'cancelled');
    await putRule({ kind: 'feature.risk_used' }, 'risk');
    const cancelled = anEvent({
      at: november(5),
      account: 'acme',
      event: 'Subscription Cancelled',
    });
    await receive(november(5), cancelled);
    await receive(november(5, '10:01:00'), cancelled);
    await receive(
      november(6),
      anEvent({ at: november(6), account: 'acme', user: 'ada', event: 'Exported' }),
    );
    expect(await waitingAlerts()).toMatchObject([{ kind: 'account.cancelled', subjectId: 'acme' }]);
  });

  it('the cancellation of an account is followed by an alert of its return when it pays again', async () => {
    await putRule({ kind: 'account.reactivated' });
    await receive(
      november(5),
      anEvent({ at: november(5), account: 'acme', event: 'Subscription Cancelled' }),
    );
    await receive(november(9), group(november(9), { plan: 'team' }));
    expect(await waitingAlerts()).toMatchObject([
      { kind: 'account.reactivated', day: '2026-11-09' },
    ]);
  });

  it('the cancellation of an account is no news when its event is older than 24 hours', async () => {
    await putRule({ kind: 'account.cancelled' });
    await receive(
      november(9),
      anEvent({ at: november(5), account: 'acme', event: 'Subscription Cancelled' }),
    );
    expect(await waitingAlerts()).toEqual([]);
  });
});

describe('the addition of a user to an account', () => {
  beforeEach(() => putRule({ kind: 'account.user_added' }));

  it('the addition of a user is alerted with the name of a user who was just created, once a day for an account', async () => {
    await receive(november(1), group(november(1), { createdAt: november(1), name: 'Acme' }));
    await receive(
      november(5),
      identify(november(5), 'bob', november(5)),
      identify(november(5), 'cid', november(5)),
    );
    await receive(
      november(5, '10:01:00'),
      anEvent({ at: november(5), account: 'acme', user: 'bob' }),
    );
    expect(await waitingAlerts()).toMatchObject([
      { title: 'Name of bob joined Acme', day: '2026-11-05' },
    ]);
  });

  it('the addition of a user is no news on the first day of the account', async () => {
    await receive(
      november(5),
      group(november(5), { createdAt: november(5) }),
      identify(november(5), 'bob', november(5)),
    );
    expect(await waitingAlerts()).toEqual([]);
  });

  it('the addition of a user is no news when the account had the user before it was connected', async () => {
    await receive(november(5), group(november(5), { createdAt: '2020-01-01T00:00:00Z' }));
    await receive(november(6), anEvent({ at: november(6), account: 'acme', user: 'old' }));
    expect(await waitingAlerts()).toEqual([]);
  });
});

describe('the removal of a user from an account', () => {
  it('the removal of a user from an account is alerted with the ids of both', async () => {
    await putRule({ kind: 'account.user_removed' });
    const event = 'Account Removed User';
    await receive(november(5), anEvent({ at: november(5), account: 'acme', user: 'bob', event }));
    expect(await waitingAlerts()).toMatchObject([{ title: 'bob left acme' }]);
  });
});

describe('the features of a model', () => {
  it('the adoption of a feature is alerted once, of accounts that were watched from their beginning', async () => {
    await putRule({ kind: 'feature.adopted' });
    await receive(november(1), group(november(1), { createdAt: november(1) }));
    const use = anEvent({ at: november(5), account: 'acme', user: 'ada', event: 'Reported' });
    await receive(
      november(5),
      use,
      anEvent({ at: november(5), account: 'old', user: 'eve', event: 'Reported' }),
    );
    await receive(
      november(6),
      anEvent({ at: november(6), account: 'acme', user: 'ada', event: 'Reported' }),
    );
    expect(await waitingAlerts()).toMatchObject([
      { title: 'acme adopted reports', day: '2026-11-05' },
    ]);
  });

  it('a feature that is a sign of leaving is alerted as used once within the days of the cool-down', async () => {
    await putRule({ kind: 'feature.risk_used', cooldownDays: 7 });
    for (const day of [5, 6, 11, 12]) {
      await receive(
        november(day),
        anEvent({ at: november(day), account: 'acme', user: 'ada', event: 'Exported' }),
      );
    }
    expect((await waitingAlerts()).map(({ day }) => day)).toEqual(['2026-11-05', '2026-11-12']);
  });
});

describe('a silenced rule', () => {
  it('a silenced rule notes what happens and tells nobody', async () => {
    await putRule({ kind: 'feature.risk_used', cooldownDays: 7 });
    await services.documents.put('setting', 'silence/r', { until: november(6), subjects: {} }, 0);
    for (const day of [5, 7, 12]) {
      await receive(
        november(day),
        anEvent({ at: november(day), account: 'acme', user: 'ada', event: 'Exported' }),
      );
    }
    expect((await waitingAlerts()).map(({ day }) => day)).toEqual(['2026-11-12']);
  });
});
