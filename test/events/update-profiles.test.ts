import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedEvent } from '../../lib/events/event.ts';
import { traitsOn } from '../../lib/events/profile.ts';
import type { ProfileStore } from '../../lib/events/profile-store.ts';
import { type ReceivedEvent, updateProfiles } from '../../lib/events/update-profiles.ts';
import { anEvent } from '../support/builders/an-event.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { faulty } from '../support/stores/faulty.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';

const at = (instant: string): number => Date.parse(instant);

function received(event: AcceptedEvent, given: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return { event, receivedAt: event.at + 1_000, sourceWasKnown: false, ...given };
}

function identify(user: string, traits: AcceptedEvent['traits'], instant: string): AcceptedEvent {
  return {
    ...anEvent({ user, at: instant, event: '$identify' }),
    kind: 'identify',
    ...(traits && { traits }),
  };
}

function group(account: string, traits: AcceptedEvent['traits'], instant: string): AcceptedEvent {
  const event = anEvent({ user: 'ada', account, at: instant, event: '$group' });
  return { ...event, kind: 'group', ...(traits && { traits }) };
}

async function apply(store: ProfileStore, ...events: readonly ReceivedEvent[]) {
  await updateProfiles(store, events, hashId, new Set());
}

const byHash = <T extends { readonly hash: string }>(items: readonly T[]) =>
  [...items].sort((a, b) => (a.hash < b.hash ? -1 : 1));

async function everything(store: ProfileStore) {
  const links = [...(await store.allLinks())].sort((a, b) => (a.from < b.from ? -1 : 1));
  return {
    users: byHash(await store.all('user')),
    accounts: byHash(await store.all('account')),
    links,
  };
}

describe('what events say besides counts', () => {
  it('is about the user for identify and about the account for group', async () => {
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

  it('dates a trait by its event, but never later than its receipt', async () => {
    const store = memoryStores().profiles;
    const ahead = identify('ada', { plan: 'a' }, '2026-11-21T09:00:00Z');
    await apply(store, received(ahead, { receivedAt: at('2026-11-20T23:00:00Z') }));
    const [user] = await store.all('user');
    expect(user?.traits['plan']).toEqual([
      { day: '2026-11-20', at: at('2026-11-20T23:00:00Z'), value: 'a' },
    ]);
  });

  it('makes creation events say when an account began', async () => {
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

  it('notes the first sight of an account by its receipt', async () => {
    const store = memoryStores().profiles;
    const sight = anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' });
    await apply(store, received(sight, { receivedAt: 2_000 }));
    await apply(store, received(sight, { receivedAt: 1_000, sourceWasKnown: true }));
    const [account] = await store.all('account');
    expect(account?.firstSeen).toEqual({ at: 1_000, sourceWasKnown: true });
  });

  it('takes the first sight of two sources at one instant for that of a new one', async () => {
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

  it('writes nothing the second time', async () => {
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

  it('does not read an account again that is known and said nothing of', async () => {
    const sight = received(anEvent({ user: 'ada', account: 'acme', at: '2026-11-20T10:00:00Z' }));
    const known = new Set<string>();
    await updateProfiles(memoryStores().profiles, [sight], hashId, known);
    const silent = faulty(memoryStores().profiles, () => 'fails before');
    await expect(updateProfiles(silent, [sight], hashId, known)).resolves.toBeUndefined();
  });

  it('loses nothing when several write the same profile at once', async () => {
    const store = memoryStores().profiles;
    const writes = Array.from({ length: 6 }, (_, n) =>
      apply(store, received(group('acme', { [`trait${n}`]: n }, `2026-11-20T10:00:0${n}Z`))),
    );
    await Promise.all(writes);
    const [account] = await store.all('account');
    expect(Object.keys(account?.traits ?? {})).toHaveLength(6);
  });
});

const anyInstant = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(n * 5_000_000).toISOString());
const anyWho = fc.constantFrom('ada', 'bob');
const anyTraits = fc.dictionary(fc.constantFrom('plan', 'name'), fc.nat(3), {
  noNullPrototype: true,
});
const anyReceived: fc.Arbitrary<ReceivedEvent> = fc
  .record({
    event: fc.oneof(
      fc.tuple(anyWho, anyTraits, anyInstant).map((given) => identify(...given)),
      fc.tuple(anyWho, anyTraits, anyInstant).map((given) => group(...given)),
      fc.tuple(anyWho, anyWho, anyInstant).map(([user, other, instant]): AcceptedEvent => {
        const link = { kind: 'anonymous' as const, id: other };
        return { ...anEvent({ user, at: instant, event: '$alias' }), kind: 'alias', link };
      }),
      fc.tuple(anyWho, anyInstant).map(([account, instant]) => {
        return anEvent({ account, at: instant, event: 'Account Created' });
      }),
    ),
    delay: fc.integer({ min: -100, max: 100 }),
    sourceWasKnown: fc.boolean(),
  })
  .map(({ event, delay, sourceWasKnown }) => {
    return { event, receivedAt: event.at + delay * 60_000, sourceWasKnown };
  });

it('events come to the same profiles and links in any order, in one go or one by one', async () => {
  const anyOrder = fc
    .array(anyReceived, { maxLength: 8 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(anyOrder, async ([events, shuffled]) => {
      const [together, oneByOne] = [memoryStores().profiles, memoryStores().profiles];
      await apply(together, ...events);
      for (const event of shuffled) await apply(oneByOne, event);
      expect(await everything(oneByOne)).toEqual(await everything(together));
    }),
  );
});
