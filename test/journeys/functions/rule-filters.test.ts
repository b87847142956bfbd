import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../lib/model/day.ts';
import {
  ACCOUNTS,
  type AlertingWorld,
  alertingWorld,
  FIRST,
  group,
  track,
} from '../../support/worlds/alerting-world.ts';

let world: AlertingWorld;

const rule = (id: string, body: object) => world.put(`/v1/rules/${id}`, body);

beforeEach(async () => {
  world = await alertingWorld();
});

const subjects = () =>
  world.published.map(({ rule: by, subjectId }) => `${by} ${subjectId}`).sort();

describe('a rule about closed days', () => {
  const silence = { kind: 'account.inactive', days: 2 };

  it('a rule about closed days looks at all accounts, or those in a segment, or those not in it', async () => {
    await rule('all', silence);
    await rule('in', { ...silence, segment: 'large' });
    await rule('out', { ...silence, exceptSegment: 'large' });
    await world.fallSilent();
    expect(subjects()).toEqual(['all big', 'all small', 'in big', 'out small']);
  });

  it('a rule about closed days looks at users, each by the segments of its accounts', async () => {
    await rule('people', { kind: 'user.inactive', days: 2, segment: 'large' });
    await rule('level', { kind: 'score.below', threshold: 1, scope: 'user', segment: 'large' });
    await world.fallSilent();
    expect(subjects()).toEqual(['level someone@big', 'people someone@big']);
    expect(world.published.every(({ scope, owner }) => scope === 'user' && owner === 'dana')).toBe(
      true,
    );
  });

  it('a rule about closed days hands its severity and the owner on', async () => {
    await rule('silence', { ...silence, severity: 'high' });
    await world.fallSilent();
    const found = world.published.map(({ severity, owner }) => [severity, owner]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['high', 'dana'],
        ['high', 'eli'],
      ]),
    );
  });
});

describe('a rule about events', () => {
  beforeEach(() => world.close(FIRST));

  const NEXT = addDays(FIRST, 1);
  const bothUse = (event: string) =>
    world.happen(NEXT, ...ACCOUNTS.map((account) => track(account, event)));

  it('a rule about events looks at all accounts, or those in a segment, or those not in it', async () => {
    await rule('all', { kind: 'feature.risk_used' });
    await rule('in', { kind: 'feature.risk_used', segment: 'large' });
    await rule('out', { kind: 'feature.risk_used', exceptSegment: 'large' });
    await bothUse('Exported');
    expect(subjects()).toEqual(['all big', 'all small', 'in big', 'out small']);
  });

  it('a rule about events looks at one feature, or at a segment of those who adopt any', async () => {
    await rule('sync', { kind: 'feature.adopted', feature: 'sync' });
    await rule('large', { kind: 'feature.adopted', segment: 'large' });
    await bothUse('Reported');
    expect(subjects()).toEqual(['large big']);
    await world.happen(addDays(NEXT, 1), track('small', 'Synced'));
    expect(subjects()).toEqual(['large big', 'sync small']);
  });

  it('a rule about events looks at users, each by the segments of its accounts', async () => {
    await rule('users', { kind: 'feature.risk_used', scope: 'user', segment: 'large' });
    await bothUse('Exported');
    expect(world.published).toMatchObject([
      { scope: 'user', subjectId: 'someone@big', owner: 'dana' },
    ]);
  });

  it('a rule about events knows accounts that no closed day has seen by their traits', async () => {
    await rule('new', { kind: 'account.created', segment: 'large' });
    const createdAt = `${NEXT}T11:00:00Z`;
    await world.happen(
      NEXT,
      group('giant', { mrr: 9_000, csm: 'dana', createdAt }),
      group('tiny', { mrr: 1, createdAt }),
    );
    expect(subjects()).toEqual(['new giant']);
  });

  it('a rule about events is not kept quiet by its cool-down for what it was not about', async () => {
    await rule('in', { kind: 'feature.risk_used', segment: 'large', cooldownDays: 30 });
    await world.happen(NEXT, track('small', 'Exported'), group('small', { mrr: 2_000 }));
    await world.close(NEXT);
    await world.happen(addDays(NEXT, 1), track('small', 'Exported'));
    expect(subjects()).toEqual(['in small']);
  });
});
