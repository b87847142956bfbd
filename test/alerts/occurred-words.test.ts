import { beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from '../support/an-event.ts';
import { beginEvents, D, group, identify, receive, rule, waiting } from '../support/happened.ts';

beforeEach(beginEvents);

describe('what an alert says', () => {
  const told = async () => (await waiting()).map(({ title, text }) => [title, text]);

  it('names who did it, whom to greet and what became of an account', async () => {
    for (const kind of ['account.created', 'account.user_added', 'account.cancelled'] as const) {
      await rule({ kind }, kind);
    }
    await rule({ kind: 'feature.risk_used' }, 'risk');
    await rule({ kind: 'account.converted' }, 'converted');
    const born = group(D(1), { createdAt: D(1), name: 'Acme Inc', plan: 'trial' });
    await receive(D(1), born, identify(D(1), 'ada', '2025-01-01T00:00:00Z'));
    await receive(D(3), group(D(3), { plan: 'team' }), identify(D(3), 'bob', D(3)));
    await receive(D(4), anEvent({ at: D(4), account: 'acme', user: 'bob', event: 'Exported' }));
    const event = 'Subscription Cancelled';
    await receive(D(5), anEvent({ at: D(5), account: 'acme', user: 'bob', event }));
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

  it('stays short, however long a name is', async () => {
    await rule({ kind: 'account.created' });
    await receive(D(1), group(D(1), { createdAt: D(1), name: 'x'.repeat(30_000) }));
    const [alert] = await waiting();
    expect(alert?.name).toHaveLength(120);
    expect(JSON.stringify(alert).length).toBeLessThan(2_000);
  });
});
