import { beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedEvent } from '../../../lib/events/event.ts';
import { anEvent } from '../../support/builders/an-event.ts';
import { shippedRules } from '../../support/builders/shipped-rules.ts';
import {
  november,
  openEventWorld,
  receive,
  services,
  waitingAlerts,
} from '../../support/worlds/event-world.ts';

/** Ten times the alerts that a rule tells one by one. */
const ACCOUNTS = 200;

/** Every shipped rule is on, and the source sends its first event. */
beforeEach(async () => {
  await openEventWorld();
  for (const rule of shippedRules()) await services.documents.put('rule', rule.id, rule, 0);
  await receive(november(1), anEvent({ at: november(1), account: 'first', user: 'first' }));
});

/** Many accounts at work; every second one says that it is years old. */
function everybody(at: string, event: string): AcceptedEvent[] {
  return Array.from({ length: ACCOUNTS }, (_, a): AcceptedEvent => {
    const made = anEvent({ at, account: `a${a}`, user: `u${a}`, event });
    const traits = { createdAt: '2019-05-01T00:00:00Z', plan: 'team' };
    return a % 2 === 0 ? made : { ...made, kind: 'group', traits };
  });
}

describe('no flood is raised', () => {
  it('no flood is raised by the first connection of two hundred accounts that existed before', async () => {
    for (const day of [1, 2, 3]) {
      await receive(november(day), ...everybody(november(day), 'Reported'));
      await receive(november(day, '15:00:00'), ...everybody(november(day, '14:59:00'), 'Opened'));
    }
    expect(await waitingAlerts()).toEqual([]);
  });

  it('no flood is raised by 400 days that are imported, whatever happened in them', async () => {
    for (let ago = 400; ago >= 2; ago -= 57) {
      const at = new Date(Date.parse(november(10)) - ago * 86_400_000).toISOString();
      await receive(november(10), ...everybody(at, 'Reported'), ...everybody(at, 'Exported'));
      await receive(november(10), ...everybody(at, 'Subscription Cancelled'));
      await receive(november(10), ...everybody(at, 'Account Added User'));
    }
    expect(await waitingAlerts()).toEqual([]);
  });

  it('no flood is raised by the same hour of events, however often it is read', async () => {
    const cancelled = anEvent({ at: november(5), account: 'a1', event: 'Subscription Cancelled' });
    for (let time = 0; time < 20; time++) await receive(november(5), cancelled);
    expect(await waitingAlerts()).toHaveLength(1);
  });
});
