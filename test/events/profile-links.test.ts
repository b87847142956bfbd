import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceptedEvent } from '../../lib/events/event.ts';
import type { ReceivedEvent } from '../../lib/events/update-profiles.ts';
import { anEvent } from '../support/builders/an-event.ts';
import { hashId } from '../support/builders/hash-id.ts';
import { memoryStores } from '../support/stores/memory-stores.ts';
import { apply, everything, group, identify, received } from '../support/worlds/profile-world.ts';

describe('links that events say', () => {
  it('an alias links the old id as an anonymous one and as a user', async () => {
    const store = memoryStores().profiles;
    const event = anEvent({ user: 'ada', at: '2026-11-20T10:00:00Z', event: '$alias' });
    const link = { kind: 'anonymous', id: 'eve' } as const;
    await apply(store, received({ ...event, kind: 'alias', link }));
    const said = { to: hashId('user', 'ada'), at: event.occurredAt };
    const froms = [hashId('anonymous', 'eve'), hashId('user', 'eve')].sort();
    expect((await everything(store)).links).toEqual(froms.map((from) => ({ from, ...said })));
  });

  it('an identify links the anonymous id alone, and to a user alone', async () => {
    const store = memoryStores().profiles;
    const event = { ...identify('ada', undefined, '2026-11-20T10:00:00Z') };
    const link = { kind: 'anonymous', id: 'b7' } as const;
    const { actor: _, ...nobody } = event;
    await apply(store, received({ ...nobody, link }), received(event));
    await apply(store, received({ ...event, actor: { kind: 'anonymous', id: 'b8' }, link }));
    expect(await store.allLinks()).toEqual([]);
    await apply(store, received({ ...event, link }));
    const said = {
      from: hashId('anonymous', 'b7'),
      to: hashId('user', 'ada'),
      at: event.occurredAt,
    };
    expect(await store.allLinks()).toEqual([said]);
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
    return { event, receivedAt: event.occurredAt + delay * 60_000, sourceWasKnown };
  });

it('profiles and links come to the same from events in any order, in one go or one by one', async () => {
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
