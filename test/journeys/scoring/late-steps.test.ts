import { describe, expect, it } from 'vitest';
import { account, DAY, group, modelWorld, track } from '../../support/worlds/model-world.ts';

describe('steps that are done late', () => {
  it('a step that was done after its time counts for all but the rate, and is marked', async () => {
    const steps = [
      { id: 'project', event: 'Task Created' },
      { id: 'sso', when: { trait: 'sso', equals: true } },
    ];
    const world = await modelWorld({
      ...{ activation: { account: { within: 5, steps } }, pql: { minScore: 1 } },
      lifecycle: { trial: { trait: 'plan', equals: 'trial' } },
    });
    await track(world, 'other', 'Task Created', '2025-12-01T10:00:00Z');
    await group(world, 'acme', { createdAt: '2026-02-01', plan: 'trial' }, '2026-02-01T10:00:00Z');
    await group(world, 'acme', { sso: true }, '2026-02-03T10:00:00Z');
    await track(world, 'acme', 'Task Created', '2026-03-08T10:00:00Z');
    await group(world, 'years', { createdAt: '2021-05-01' }, '2026-03-08T10:00:00Z');
    await world.run(DAY);
    const late = await account(world, 'acme');
    expect(late).toMatchObject({
      activation: {
        ...{ progress: 1, activatedAt: '2026-03-08' },
        steps: [
          { id: 'project', done: true, day: '2026-03-08', late: true },
          { id: 'sso', done: true, day: '2026-02-03' },
        ],
      },
      segments: expect.arrayContaining(['trial', 'pql']),
    });
    expect((await account(world, 'years'))['activation']).toBeNull();
    const { accounts } = (await world.get('/v1/activation')).body as { accounts: object };
    expect(accounts).toMatchObject({ new: { count: 1, activated: 0, late: 1, rate: 0 } });
  });

  it('the next step is a missing activation step, a feature of five of the best, and none for the silent', async () => {
    const steps = [{ id: 'project', label: 'Create a project', event: 'Project Created' }];
    const feature = (name: string) => ({ weight: 1, feature: name });
    const world = await modelWorld({
      events: { 'Project Created': 9, Reported: feature('reports'), Invited: feature('team') },
      activation: { account: { steps } },
    });
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      for (const event of ['Project Created', 'Reported', 'Invited'])
        await track(world, id, event, '2026-03-08T10:00:00Z');
    }
    await track(world, 'half', 'Project Created', '2026-03-08T10:00:00Z');
    await track(world, 'half', 'Invited', '2026-03-08T11:00:00Z');
    await track(world, 'stuck', 'Invited', '2026-03-08T10:00:00Z');
    await track(world, 'silent', 'Invited', '2026-01-08T10:00:00Z');
    await world.run(DAY);
    expect(await account(world, 'half')).toMatchObject({
      nextStep: { kind: 'feature', id: 'reports', usedBy: 5, lapsed: false },
    });
    expect((await account(world, 'stuck'))['nextStep']).toEqual({
      ...{ kind: 'activation', id: 'project', label: 'Create a project' },
    });
    expect(await account(world, 'silent')).toMatchObject({
      ...{ nextStep: null, nextStepNote: 'silent: win back first' },
    });
  });
});

describe('who counts as active, and who shares a rank', () => {
  it('active users are known members of the population, in the list as in conditions', async () => {
    const world = await modelWorld({
      population: { of: 'user', trait: 'role', equals: 'customer' },
      segments: { busy: { of: 'account', when: { metric: 'activeUsers', atLeast: 1 } } },
    });
    await world.post('/v1/identify', {
      userId: 'c',
      traits: { role: 'customer' },
      timestamp: '2026-03-08T09:00:00Z',
    });
    for (const userId of ['a', 'b'])
      await world.post('/v1/track', {
        userId,
        event: 'Task Created',
        context: { groupId: 'staff' },
        timestamp: '2026-03-08T10:00:00Z',
      });
    await world.post('/v1/track', {
      userId: 'c',
      event: 'Task Created',
      context: { groupId: 'acme' },
      timestamp: '2026-03-08T10:00:00Z',
    });
    await world.run(DAY);
    expect(await account(world, 'staff')).toMatchObject({
      activeUsers: 0,
      knownUsers: 0,
      segments: [],
    });
    expect(await account(world, 'acme')).toMatchObject({
      activeUsers: 1,
      knownUsers: 1,
      segments: ['busy'],
    });
  });

  it('a feature has its share of the active beside that of everybody ever seen', async () => {
    const world = await modelWorld({
      features: { tasks: {} },
      events: { 'Task Created': { weight: 5, feature: 'tasks' }, Opened: 1 },
    });
    await track(world, 'acme', 'Task Created', '2026-03-08T10:00:00Z');
    await track(world, 'beta', 'Opened', '2026-03-08T10:00:00Z');
    for (const id of ['x', 'y']) await track(world, id, 'Opened', '2026-01-08T10:00:00Z');
    await world.run(DAY);
    const { body } = await world.get('/v1/features');
    expect(body).toMatchObject({ users: 4, activeUsers: 2, accounts: 4, activeAccounts: 2 });
    expect(body['data']).toMatchObject([
      {
        id: 'tasks',
        userShare: 0.25,
        activeUserShare: 0.5,
        accountShare: 0.25,
        activeAccountShare: 0.5,
      },
    ]);
  });
});
