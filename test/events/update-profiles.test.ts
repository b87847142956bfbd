import { describe, expect, it, vi } from 'vitest';
import { traitsOn } from '../../lib/events/profile.ts';
import { updateProfiles } from '../../lib/events/update-profiles.ts';
import { anEvent } from '../support/builders/an-event.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { faulty } from '../support/stores/faulty.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';
import { apply, group, identify, received } from '../support/worlds/profile-world.ts';

describe('what events say besides counts', () => {
  it("the traits of an identify are the user's, and those of a group the account's", async () => {
    const store = memoryStores().profiles;
    await apply(
      store,
      received(identify('ada', { plan: 'hers' }, '2026-11-20T10:00:00Z')),
      received(group('acme', { plan: 'theirs' }, '2026-11-20T10:00:00Z')),
    );
    const [user] = await store.getMany('user', [hashId('user', 'ada')]);
    const [account] = await store.getMany('account', [hashId('account', 'acme')]);
    expect(user && traitsOn(user, '2026-11-20')).toEqual({ plan: 'hers' });
    expect(account && traitsOn(account, '2026-11-20')).toEqual({ plan: 'theirs' });
  });

  it('a trait is dated by its event, but never later than its receipt', async () => {
    const store = memoryStores().profiles;
    const ahead = identify('ada', { plan: 'a' }, '2026-11-21T09:00:00Z');
    await apply(store, received(ahead, { receivedAt: Date.parse('2026-11-20T23:00:00Z') }));
    const [user] = await store.all('user');
    expect(user?.traits['plan']).toEqual([
      { day: '2026-11-20', at: Date.parse('2026-11-20T23:00:00Z'), value: 'a' },
    ]);
  });

  it('a creation event says when an account began', async () => {
    const store = memoryStores().profiles;
    const created = anEvent({
      account: 'acme',
      at: '2026-11-20T10:00:00Z',
      event: 'Account Created',
    });
    await apply(store, received(created));
    const [account] = await store.all('account');
    expect(account && traitsOn(account, '2026-11-20')['createdAt']).toBe(
      '2026-11-20T10:00:00.000Z',
    );
  });

  it('a sign-up says when a user began, and neither it nor a creation event says so of the other kind', async () => {
    const store = memoryStores().profiles;
    const at = '2026-11-20T10:00:00Z';
    await apply(
      store,
      received(anEvent({ user: 'ada', account: 'acme', at, event: 'Signed Up' })),
      received(anEvent({ user: 'bob', account: 'globex', at, event: 'Account Created' })),
    );
    const [user, ...others] = await store.all('user');
    expect(user?.hash).toBe(hashId('user', 'ada'));
    expect(user && traitsOn(user, '2026-11-20')).toEqual({ createdAt: '2026-11-20T10:00:00.000Z' });
    expect(others).toEqual([]);
    const accounts = await store.getMany('account', [hashId('account', 'acme')]);
    expect(accounts.map((account) => account.traits)).toEqual([{}]);
  });

  it("the traits of an event of one kind are nobody's of the other kind", async () => {
    const store = memoryStores().profiles;
    const tracked = {
      ...identify('ada', { plan: 'a' }, '2026-11-20T10:00:00Z'),
      accountId: 'acme',
    };
    await apply(
      store,
      received(tracked),
      received(group('globex', { plan: 'b' }, '2026-11-20T10:00Z')),
    );
    expect((await store.all('user')).map(({ hash }) => hash)).toEqual([hashId('user', 'ada')]);
    const [acme] = await store.getMany('account', [hashId('account', 'acme')]);
    expect(acme?.traits).toEqual({});
  });

  it('the traits of a browser that has not said who it is are kept, too', async () => {
    const store = memoryStores().profiles;
    const { actor: _, ...nobody } = identify('ada', { plan: 'a' }, '2026-11-20T10:00:00Z');
    await apply(store, received({ ...nobody, actor: { kind: 'anonymous', id: 'b7' } }));
    await apply(store, received(nobody));
    expect((await store.all('user')).map(({ hash }) => hash)).toEqual([hashId('anonymous', 'b7')]);
  });

  it('an identify notes no first sight of a user', async () => {
    const store = memoryStores().profiles;
    await apply(store, received(identify('ada', { plan: 'a' }, '2026-11-20T10:00:00Z')));
    const [user] = await store.all('user');
    expect(user).not.toHaveProperty('firstSeen');
  });

  it('updating profiles remembers the accounts that it has written, and no user', async () => {
    const known = new Set<string>();
    const { profiles } = memoryStores();
    const events = [
      received(identify('ada', { plan: 'a' }, '2026-11-20T10:00:00Z')),
      received(anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' })),
    ];
    await updateProfiles(profiles, events, hashId, known);
    expect([...known]).toEqual([hashId('account', 'acme')]);
  });

  it('updating profiles writes the traits of an account that is known', async () => {
    const { profiles } = memoryStores();
    const known = new Set([hashId('account', 'acme')]);
    const event = received(group('acme', { plan: 'b' }, '2026-11-20T10:00:00Z'));
    await updateProfiles(profiles, [event], hashId, known);
    expect(await profiles.all('account')).toHaveLength(1);
  });

  it('updating profiles fails when somebody else wrote first at every attempt', async () => {
    const { profiles } = memoryStores();
    vi.spyOn(profiles, 'put').mockResolvedValue(false);
    const event = received(group('acme', { plan: 'b' }, '2026-11-20T10:00:00Z'));
    await expect(apply(profiles, event)).rejects.toMatchObject({
      code: 'conflict',
      message: 'a profile changed 8 times while being written',
    });
  });

  it('the first sight of an account is noted by its receipt', async () => {
    const store = memoryStores().profiles;
    const sight = anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' });
    await apply(store, received(sight, { receivedAt: 2_000 }));
    await apply(store, received(sight, { receivedAt: 1_000, sourceWasKnown: true }));
    const [account] = await store.all('account');
    expect(account?.firstSeen).toEqual({ at: 1_000, sourceWasKnown: true });
  });

  it('the first sight of an account by two sources at one instant is that by a new one', async () => {
    const sight = anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' });
    const [known, fresh] = [received(sight, { sourceWasKnown: true }), received(sight)];
    for (const events of [
      [known, fresh],
      [fresh, known],
    ]) {
      const store = memoryStores().profiles;
      await apply(store, ...events);
      const [account] = await store.all('account');
      expect(account?.firstSeen?.sourceWasKnown).toBe(false);
    }
  });

  it('updating profiles with the same events writes nothing the second time', async () => {
    const store = memoryStores().profiles;
    const events = [
      received(identify('ada', { plan: 'a' }, '2026-11-20T10:00:00Z')),
      received(group('acme', { plan: 'b' }, '2026-11-20T10:00:00Z')),
      received(anEvent({ user: 'ada', account: 'globex', at: '2026-11-20T10:00:00Z' })),
    ];
    await apply(store, ...events);
    const calls: string[] = [];
    const watched = faulty(store, (method) => {
      calls.push(method);
      return 'works';
    });
    await updateProfiles(watched, events, hashId, new Set());
    expect(calls).not.toContain('put');
  });

  it('updating profiles does not read an account again that is known and has no new traits', async () => {
    const sight = received(anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' }));
    const known = new Set<string>();
    await updateProfiles(memoryStores().profiles, [sight], hashId, known);
    const silent = faulty(memoryStores().profiles, () => 'fails before');
    await expect(updateProfiles(silent, [sight], hashId, known)).resolves.toBeUndefined();
  });

  it('updating profiles loses nothing when several write the same profile at once', async () => {
    const store = memoryStores().profiles;
    const writes = Array.from({ length: 6 }, (_, n) =>
      apply(store, received(group('acme', { [`trait${n}`]: n }, `2026-11-20T10:00:0${n}Z`))),
    );
    await Promise.all(writes);
    const [account] = await store.all('account');
    expect(Object.keys(account?.traits ?? {})).toHaveLength(6);
  });
});
