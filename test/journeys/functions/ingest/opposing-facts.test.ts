import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const HOUR_MS = 3_600_000;
const DAY = '2026-03-09';

/** What happened in one account on the day, at hours and minutes of it. */
interface Fact {
  readonly at: string;
  readonly kind: 'removed' | 'added' | 'track' | 'group' | 'started' | 'cancelled';
}

const NAMES = {
  removed: 'Account Removed User',
  added: 'Account Added User',
  track: 'Used',
  started: 'Subscription Started',
  cancelled: 'Subscription Cancelled',
} as const;

function message({ at, kind }: Fact) {
  const timestamp = `${DAY}T${at}Z`;
  const common = { userId: 'u1', messageId: `${kind}-${at}`, timestamp };
  if (kind === 'group') return { type: 'group', ...common, groupId: 'acme', traits: {} };
  return { type: 'track', ...common, event: NAMES[kind], context: { groupId: 'acme' } };
}

async function worldWith(lifecycle: object = {}): Promise<ScoringWorld> {
  const world = await scoringWorld();
  world.services.time.now = Date.parse('2026-03-10T12:00:00Z');
  const model = { events: { Used: 3 }, windows: [1, 7], lifecycle };
  await world.admin('PUT', '/v1/models/default', model);
  await world.run();
  return world;
}

/** Posts facts in requests of so many; hours may be sealed between and after them. */
async function post(world: ScoringWorld, facts: readonly Fact[], size = 1, hours = 0) {
  for (let start = 0; start < facts.length; start += size) {
    const batch = facts.slice(start, start + size).map(message);
    expect(await world.post('/v1/batch', { batch })).toMatchObject({ status: 200 });
    world.services.time.now += hours * HOUR_MS;
    if (hours > 0) await world.run();
  }
  await world.run(DAY);
}

const account = async (world: ScoringWorld) =>
  (await world.get('/v1/accounts/acme', `asOf=${DAY}`)).body;

const LIFECYCLE = {
  paid: { event: 'Subscription Started' },
  cancelled: { event: 'Subscription Cancelled' },
};

describe('a member that was removed and came back on the same day', () => {
  it.each(['added', 'track', 'group'] as const)(
    'a member that was removed before it was seen by a %s call is known, in any order of arrival',
    async (kind) => {
      const facts = [
        { at: '10:00:00', kind: 'removed' },
        { at: '11:00:00', kind },
      ] as const;
      for (const order of [facts, [...facts].reverse()]) {
        for (const [size, hours] of [
          [1, 0],
          [2, 0],
          [1, 2],
        ] as const) {
          const world = await worldWith();
          await post(world, order, size, hours);
          expect(await account(world)).toMatchObject({ knownUsers: 1 });
        }
      }
    },
  );

  it('a member that was removed after all it did is not known, nor one removed at the same instant', async () => {
    for (const at of ['12:00:00', '11:00:00']) {
      const world = await worldWith();
      await post(world, [
        { at: '11:00:00', kind: 'track' },
        { at, kind: 'removed' },
      ]);
      expect(await account(world)).toMatchObject({ knownUsers: 0 });
    }
  });

  it('what a member did after it came back counts, though it names no account', async () => {
    const world = await worldWith();
    await post(world, [
      { at: '10:00:00', kind: 'removed' },
      { at: '11:00:00.250', kind: 'added' },
    ]);
    const timestamp = `${DAY}T12:00:00Z`;
    await world.post('/v1/track', { userId: 'u1', event: 'Used', timestamp });
    await world.run(DAY);
    expect(await account(world)).toMatchObject({ knownUsers: 1, activeUsers: 1, rawScore: 3 });
  });
});

describe('states that were entered on the same day', () => {
  it('of two states of one day the one of the later instant holds, in any order of arrival', async () => {
    for (const [first, second, state] of [
      ['cancelled', 'started', 'paid'],
      ['started', 'cancelled', 'cancelled'],
    ] as const) {
      const facts: Fact[] = [
        { at: '10:00:00', kind: first },
        { at: '10:00:00.001', kind: second },
      ];
      for (const order of [facts, facts.toReversed()]) {
        const world = await worldWith(LIFECYCLE);
        await post(world, order, 1, 2);
        expect(await account(world)).toMatchObject({ lifecycle: state });
      }
    }
  });
});

describe('identity links and traits that contradict each other', () => {
  it('an anonymous id is the user it was linked with last, whichever link arrives first', async () => {
    const links = [
      { userId: 'ada', timestamp: `${DAY}T10:00:00Z` },
      { userId: 'bob', timestamp: `${DAY}T11:00:00Z` },
    ];
    for (const order of [links, links.toReversed()]) {
      const world = await worldWith();
      const timestamp = `${DAY}T09:00:00Z`;
      await world.post('/v1/track', { anonymousId: 'anon', event: 'Used', timestamp });
      for (const link of order) await world.post('/v1/identify', { anonymousId: 'anon', ...link });
      await world.run(DAY);
      const { body } = await world.get('/v1/users', `asOf=${DAY}`);
      const rows = body['data'] as { userId: string; rawScore: number }[];
      const raws = Object.fromEntries(rows.map(({ userId, rawScore }) => [userId, rawScore]));
      expect(raws).toEqual({ ada: 0, bob: 3 });
    }
  });

  it('of two values of a trait on one day the one of the later instant holds', async () => {
    const values = [
      { at: '10:00', plan: 'pro' },
      { at: '11:00', plan: null },
      { at: '12:00', plan: 'team' },
    ];
    for (const order of [values, values.toReversed()]) {
      const world = await worldWith({ paid: { trait: 'plan', exists: true } });
      for (const { at, plan } of order) {
        const timestamp = `${DAY}T${at}:00Z`;
        await world.post('/v1/group', {
          userId: 'u',
          groupId: 'acme',
          traits: { plan },
          timestamp,
        });
      }
      await world.run(DAY);
      expect(await account(world)).toMatchObject({ traits: { plan: 'team' }, lifecycle: 'paid' });
    }
  });
});

describe('facts of one day in any order', () => {
  const kinds = ['removed', 'added', 'track', 'group', 'started', 'cancelled'] as const;
  const anyFacts = fc
    .uniqueArray(fc.record({ minute: fc.nat({ max: 1_439 }), kind: fc.constantFrom(...kinds) }), {
      selector: ({ minute }) => minute,
      minLength: 2,
      maxLength: 6,
    })
    .map((facts) =>
      facts.map(({ minute, kind }): Fact => {
        const two = (value: number) => String(value).padStart(2, '0');
        return { at: `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`, kind };
      }),
    );

  it('members and states follow the latest fact, however facts are cut into requests and hours', async () => {
    const property = fc.asyncProperty(
      anyFacts,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(0, 2),
      async (facts, size, hours) => {
        const world = await worldWith(LIFECYCLE);
        await post(world, facts, size, hours);
        const inOrder = facts.toSorted((a, b) => (a.at < b.at ? -1 : 1));
        const state = inOrder.findLast(({ kind }) => kind === 'started' || kind === 'cancelled');
        expect(await account(world)).toMatchObject({
          knownUsers: inOrder.at(-1)?.kind === 'removed' ? 0 : 1,
          lifecycle: state
            ? { started: 'paid', cancelled: 'cancelled' }[state.kind as 'started']
            : 'unknown',
        });
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });
});
