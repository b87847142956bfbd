import { describe, expect, it } from 'vitest';
import { account, DAY, group, modelWorld, track } from '../../support/worlds/model-world.ts';

describe('steps and states over compound conditions', () => {
  it('an account that met a compound step stays activated on later days', async () => {
    const when = { all: [{ event: 'Task Created' }, { trait: 'createdAt', exists: true }] };
    const steps = [{ id: 'task', when }];
    const world = await modelWorld({ activation: { account: { within: 3, steps } } });
    await track(world, 'first', 'Task Created', '2026-01-01T10:00:00Z');
    await group(world, 'acme', { createdAt: '2026-02-25' }, '2026-02-25T10:00:00Z');
    await track(world, 'acme', 'Task Created', '2026-02-26T10:00:00Z');
    await track(world, 'acme', 'Task Created', '2026-03-08T10:00:00Z');
    for (const day of ['2026-02-26', '2026-03-01', DAY]) {
      await world.run(day);
      expect((await account(world, 'acme', day))['activation']).toMatchObject({
        ...{ progress: 1, activatedAt: '2026-02-26' },
      });
    }
  });

  it('of states the one that was entered last holds, also where one is any of several conditions', async () => {
    const lifecycle = {
      paid: { event: 'Subscription Started' },
      cancelled: { any: [{ event: 'Subscription Cancelled' }, { trait: 'plan', equals: 'none' }] },
    };
    const world = await modelWorld({ lifecycle });
    await track(world, 'back', 'Subscription Cancelled', '2026-02-01T10:00:00Z');
    await track(world, 'back', 'Subscription Started', '2026-02-20T10:00:00Z');
    await group(world, 'gone', { plan: 'none' }, '2026-02-01T10:00:00Z');
    await track(world, 'gone', 'Subscription Started', '2026-02-05T10:00:00Z');
    await track(world, 'gone', 'Subscription Cancelled', '2026-02-20T10:00:00Z');
    await world.run(DAY);
    expect(await account(world, 'back')).toMatchObject({ lifecycle: 'paid' });
    expect(await account(world, 'gone')).toMatchObject({ lifecycle: 'cancelled' });
  });
});

describe('the day of creation', () => {
  it.each([
    ['1773136800', '2026-03-10'],
    ['2026-03-01T23:30:00', '2026-03-01'],
    [1_772_000_000, '2026-02-25'],
    ['2026-02-30', undefined],
    ['Plan 7', undefined],
    ['04-02-2026', undefined],
    [0, undefined],
  ])(
    'the creation %j is read as %j, and shown as invalid where it is none',
    async (createdAt, day) => {
      const segments = { fresh: { of: 'account', when: { metric: 'tenureDays', atMost: 3_000 } } };
      const world = await modelWorld({ segments });
      await group(world, 'acme', { createdAt }, '2026-03-08T10:00:00Z');
      await world.run();
      const [item] = (await world.get('/v1/events/recent')).body['data'] as object[];
      expect(item).toMatchObject({ event: '$group', accountId: 'acme' });
      expect(JSON.stringify(item).includes('invalid_created_at')).toBe(day === undefined);
      world.services.time.now += 24 * 3_600_000;
      await world.run('2026-03-10');
      expect((await account(world, 'acme', '2026-03-10'))['segments']).toEqual(
        day === undefined ? [] : day > '2026-03-03' ? ['new', 'fresh'] : ['fresh'],
      );
    },
  );
});
