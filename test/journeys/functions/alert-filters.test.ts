import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Subscription } from '../../../lib/alerts/subscription.ts';
import { planDeliveries } from '../../../lib/messaging/delivery.ts';
import { addDays } from '../../../lib/model/day.ts';
import {
  ACCOUNTS,
  type AlertingWorld,
  alertingWorld,
  FIRST,
  track,
} from '../../support/worlds/alerting-world.ts';

let world: AlertingWorld;

const rule = (id: string, body: object) => world.put(`/v1/rules/${id}`, body);

describe('a subscription', () => {
  beforeEach(async () => {
    world = await alertingWorld();
  });

  const CRM = { type: 'webhook', url: 'https://example.com/hook' };

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['big', 'small']],
    ['an owner', { owner: 'dana' }, ['big']],
    ['a segment', { segment: 'large' }, ['big']],
    ['a kind', { kinds: ['account.created'] }, []],
    ['a rule', { rules: ['risk'] }, ['big', 'small']],
    ['a severity', { severities: ['high'] }, ['big', 'small']],
    ['severities', { severities: ['low', 'medium'] }, []],
  ])(
    'a subscription limited to %s gets the alerts that pass and no others',
    async (_what, limits, wanted) => {
      await world.close(FIRST);
      await world.put('/v1/subscriptions/crm', { ...CRM, ...limits });
      await rule('risk', { kind: 'feature.risk_used', severity: 'high' });
      const day = addDays(FIRST, 1);
      await world.happen(day, ...ACCOUNTS.map((account) => track(account, 'Exported')));
      const stored = await world.services.documents.list<Subscription>('subscription');
      const planned = planDeliveries(
        world.published,
        stored.map(({ body }) => body),
      );
      const payloads = planned.map(({ delivery }) => JSON.stringify(delivery.payload));
      expect(payloads.map((text) => JSON.parse(text).data.subjectId).sort()).toEqual(wanted);
    },
  );
});

describe('the list of alerts', () => {
  beforeAll(async () => {
    world = await alertingWorld();
    await rule('silence', { kind: 'account.inactive', days: 2, severity: 'high' });
    await rule('people', { kind: 'user.inactive', days: 2, severity: 'low' });
    await world.fallSilent();
  });

  it.each<[string, string[]]>([
    ['', ['big', 'small', 'someone@big', 'someone@small']],
    ['rule=silence', ['big', 'small']],
    ['kind=user.inactive', ['someone@big', 'someone@small']],
    ['scope=account&owner=dana', ['big']],
    ['severity=low&segment=large', ['someone@big']],
    ['subject=small', ['small']],
    ['acknowledged=true', []],
  ])('the list of alerts queried by "%s" has those about %j', async (query, wanted) => {
    const { status, body } = await world.get('/v1/alerts', query);
    expect(status).toBe(200);
    const data = body['data'] as readonly { readonly subjectId: string }[];
    expect(data.map(({ subjectId }) => subjectId).sort()).toEqual(wanted);
  });

  it('the list of alerts goes on page by page under its filter, and under no other', async () => {
    const first = await world.get('/v1/alerts', 'owner=eli&limit=1');
    const cursor = String(first.body['next']);
    const second = await world.get('/v1/alerts', `owner=eli&limit=1&cursor=${cursor}`);
    const found = [first, second].flatMap(({ body }) => body['data']);
    expect(found).toHaveLength(2);
    expect(new Set(found.map((each) => JSON.stringify(each))).size).toBe(2);
    expect((await world.get('/v1/alerts', `owner=dana&cursor=${cursor}`)).status).toBe(400);
  });

  it.each(['kind=nonsense', 'severity=urgent', 'acknowledged=yes'])(
    'the list of alerts refuses the query %s',
    async (query) => {
      expect((await world.get('/v1/alerts', query)).status).toBe(400);
    },
  );
});
