import { beforeEach, describe, expect, it } from 'vitest';
import {
  aTrack,
  type IngestWorld,
  ingestWorld,
  outcomeOf,
} from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

const outcome = (type: string, fields: object) => outcomeOf(world, type, fields);

describe('an id', () => {
  it.each([
    ...[null, '', ' \t', '\u200b', '\u3164', '\u2800', 'null', 'undefined'],
    ...['[object Object]', 'anonymous', ' 0 ', 'none\n'],
    ...['None', 'NIL', '<nil>', '(null)', 'NaN', 'Guest', '0', 0, 'TRUE', 'False'],
  ])('an id of %j is taken as absent', async (userId) => {
    expect(await outcome('track', { userId })).toMatchObject({ reason: 'no_user_id' });
    const named = await outcome('track', { userId, anonymousId: 'n1' });
    expect(named).toMatchObject({ actor: { kind: 'anonymous', id: 'n1' } });
  });

  it.each([
    [42, '42'],
    [' u1 ', ' u1 '],
    ['Æ#|é', 'Æ#|é'],
    ['__proto__', '__proto__'],
    ['x'.repeat(256), 'x'.repeat(256)],
    ['😀'.repeat(256), '😀'.repeat(256)],
  ])('an id of %j is kept as text', async (userId, id) => {
    expect(await outcome('track', { userId })).toMatchObject({ actor: { kind: 'user', id } });
  });

  it.each([[true], [{}], [[]], [2 ** 53 + 2], ['x'.repeat(257)], ['\ud800'], ['a\ufffd']])(
    'an id of %j is refused',
    async (userId) => {
      expect(await outcome('track', { userId })).toMatchObject({ reason: 'invalid_id' });
    },
  );

  it('an id of 1e400, which JSON reads as infinity, is refused', async () => {
    const body = JSON.stringify(aTrack({ userId: 1 })).replace('"userId":1', '"userId":1e400');
    await world.post('/v1/track', body);
    expect(world.refused()).toMatchObject([{ reason: 'invalid_id' }]);
  });

  it('an event may name an account without a user', async () => {
    const event = await outcome('track', { userId: null, groupId: 'acme' });
    expect(event).toMatchObject({ accountId: 'acme' });
    expect(event).not.toHaveProperty('actor');
  });

  it.each(['0', 0, 'None', 'ANONYMOUS'])(
    'an anonymous id of %j is linked with nobody who signs in',
    async (anonymousId) => {
      expect(await outcome('identify', { anonymousId })).not.toHaveProperty('link');
      await outcome('alias', { previousId: anonymousId });
      expect(world.refused()).toMatchObject([{ reason: 'no_previous_id' }]);
    },
  );

  it.each(['0', '(null)', 'Guest'])(
    'a daily sum of user and account %j is of nobody',
    async (id) => {
      const sum = { userId: id, accountId: id, event: 'E', day: '2026-11-20', count: 1 };
      await world.post('/v1/counts', { counts: [sum] });
      expect(world.refused()).toMatchObject([{ reason: 'no_user_id' }]);
    },
  );

  it('a messageId of nothing does not make one event of many', async () => {
    for (const event of ['A', 'B']) await outcome('track', { event, messageId: 'undefined' });
    expect(new Set(world.stored().map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});
