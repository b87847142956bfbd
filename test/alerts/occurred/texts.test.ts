import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../../support/builders/an-event.ts';
import {
  group,
  identify,
  november,
  openEventWorld,
  putRule,
  receive,
  waitingAlerts,
} from '../../support/worlds/event-world.ts';

beforeEach(openEventWorld);

describe('the text of an alert', () => {
  const told = async () => (await waitingAlerts()).map(({ title, text }) => [title, text]);

  it('the text of an alert names who did it, whom to greet and what became of an account', async () => {
    for (const kind of ['account.created', 'account.user_added', 'account.cancelled'] as const) {
      await putRule({ kind }, kind);
    }
    await putRule({ kind: 'feature.risk_used' }, 'risk');
    await putRule({ kind: 'account.converted' }, 'converted');
    const born = group(november(1), { createdAt: november(1), name: 'Acme Inc', plan: 'trial' });
    await receive(november(1), born, identify(november(1), 'ada', '2025-01-01T00:00:00Z'));
    await receive(
      november(3),
      group(november(3), { plan: 'team' }),
      identify(november(3), 'bob', november(3)),
    );
    await receive(
      november(4),
      anEvent({ at: november(4), account: 'acme', user: 'bob', event: 'Exported' }),
    );
    const event = 'Subscription Cancelled';
    await receive(november(5), anEvent({ at: november(5), account: 'acme', user: 'bob', event }));
    expect(new Map(await told().then((all) => all.map(([a = '', b = '']) => [a, b])))).toEqual(
      new Map([
        [
          'Acme Inc is a new account',
          'Acme Inc signed up. Its first user is Name of ada (ada): say hello.',
        ],
        ['Acme Inc converted to paid', 'Acme Inc went from trial to paid.'],
        ['Name of bob joined Acme Inc', 'Name of bob (bob) is a new user of Acme Inc: say hello.'],
        [
          'Sign of leaving at Acme Inc: Exported',
          'Name of bob did Exported, which is marked as a sign of leaving.',
        ],
        ['Acme Inc cancelled', 'Acme Inc has cancelled. It was a paying account.'],
      ]),
    );
  });

  it('the text of an alert stays short, however long a name is', async () => {
    await putRule({ kind: 'account.created' });
    await receive(
      november(1),
      group(november(1), { createdAt: november(1), name: 'x'.repeat(30_000) }),
    );
    const [alert] = await waitingAlerts();
    expect(alert?.name).toHaveLength(120);
    expect(JSON.stringify(alert).length).toBeLessThan(2_000);
  });
});
