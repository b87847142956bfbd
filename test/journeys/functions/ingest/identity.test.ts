import { beforeEach, describe, expect, it } from 'vitest';
import { importKey } from '../../../../lib/runtime/services/api-keys.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

/** How many different events the posted ones are. */
async function different(...events: readonly object[]): Promise<number> {
  await world.post('/v1/batch', { batch: events });
  expect(world.refused()).toEqual([]);
  return new Set(world.stored().map(({ fingerprint }) => fingerprint)).size;
}

const bare = (fields: object = {}) => aTrack({ messageId: undefined, ...fields });

describe('events that are the same', () => {
  it('two events are the same when user and messageId are, whatever else they say', async () => {
    expect(await different(aTrack(), aTrack({ event: 'Other', groupId: 'acme' }))).toBe(1);
  });

  it('two events are the same when their messageIds are the same number and text', async () => {
    expect(await different(aTrack({ messageId: 7 }), aTrack({ messageId: '7' }))).toBe(1);
  });

  it('two events without messageId are the same when sent again with keys in another order', async () => {
    await different(bare({ properties: { a: 1, b: [{ c: 2, d: 3 }] } }));
    expect(await different(bare({ properties: { b: [{ d: 3, c: 2 }], a: 1 } }))).toBe(1);
  });

  it('two events are the same when a request that repeats an event is sent again', async () => {
    await different(bare(), bare());
    expect(await different(bare(), bare())).toBe(2);
  });

  it('two events are the same when posted by two keys of one source', async () => {
    const { services } = world;
    const second = `wk_${'s'.repeat(40)}`;
    await importKey(
      services.documents,
      { key: second, role: 'write', source: 'web' },
      services.clock,
    );
    await world.post('/v1/track', aTrack(), { key: second });
    expect(await different(aTrack())).toBe(1);
  });
});

describe('events that differ', () => {
  it.each([
    ['messageId', { messageId: 'm2' }],
    ['user', { userId: 'u2' }],
    ['kind of poster', { userId: null, anonymousId: 'u1' }],
    ['poster that is an account', { userId: null, groupId: 'u1' }],
  ])('two events differ by %s', async (_what, fields) => {
    expect(await different(aTrack(), aTrack(fields))).toBe(2);
  });

  it.each([
    ['event', { event: 'Other' }],
    ['account', { groupId: 'acme' }],
    ['timestamp', { timestamp: '2026-11-21T11:58:00.000Z' }],
    ['properties', { properties: { a: 1 } }],
    ['place in the request', {}],
  ])('two events without a messageId differ by %s', async (_what, fields) => {
    expect(await different(bare(), bare(fields))).toBe(2);
  });

  it('two events differ by source', async () => {
    const { services } = world;
    const other = `wk_${'o'.repeat(40)}`;
    await importKey(
      services.documents,
      { key: other, role: 'write', source: 'mobile' },
      services.clock,
    );
    await world.post('/v1/track', aTrack(), { key: other });
    expect(await different(aTrack())).toBe(2);
  });

  it('two events with neither messageId nor timestamp differ by receipt', async () => {
    await different(bare({ timestamp: undefined }));
    expect(await different(bare({ timestamp: undefined }))).toBe(2);
  });
});

describe('a messageId', () => {
  it.each([
    ['x'.repeat(101), 'invalid_message_id'],
    [{ a: 1 }, 'invalid_message_id'],
    ['\ud800', 'invalid_message_id'],
  ])('a messageId of %j is refused', async (messageId, reason) => {
    await world.post('/v1/track', aTrack({ messageId }));
    expect(world.refused()).toMatchObject([{ reason }]);
  });

  it.each([null, '', ' ', 'undefined'])(
    'a messageId of %j counts as none, so that events stay apart',
    async (messageId) => {
      expect(await different(aTrack({ messageId }), aTrack({ messageId, event: 'Other' }))).toBe(2);
    },
  );
});
