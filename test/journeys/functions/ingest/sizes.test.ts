import { beforeEach, describe, expect, it } from 'vitest';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

const ofBytes = (bytes: number, fields: object = {}) => {
  const empty = JSON.stringify(aTrack({ ...fields, properties: { pad: '' } })).length;
  return aTrack({ ...fields, properties: { pad: 'x'.repeat(bytes - empty) } });
};

describe('an event', () => {
  it('an event of 32 KB is taken, alone and in a batch', async () => {
    await world.post('/v1/track', ofBytes(32 * 1024));
    await world.post('/v1/batch', { batch: [ofBytes(32 * 1024), aTrack()] });
    expect(world.stored()).toHaveLength(3);
  });

  it('an event of one byte more than 32 KB is refused and takes no other with it', async () => {
    await world.post('/v1/track', ofBytes(32 * 1024 + 1));
    await world.post('/v1/batch', { batch: [aTrack(), ofBytes(32 * 1024 + 1)] });
    expect(world.refused()).toMatchObject([
      { index: 0, reason: 'too_large' },
      { index: 1, reason: 'too_large' },
    ]);
    expect(world.stored()).toHaveLength(1);
  });

  it('an event is measured in bytes, not in characters', async () => {
    await world.post('/v1/track', aTrack({ properties: { pad: '€'.repeat(11_000) } }));
    expect(world.refused()).toMatchObject([{ reason: 'too_large' }]);
  });

  it.each([100, 5_000])(
    'an event nested %i deep is refused and takes no other with it',
    async (levels) => {
      const deep = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      const events = [
        JSON.stringify(aTrack()),
        `{"type":"track","userId":"u","properties":${deep}}`,
      ];
      const answer = await world.post('/v1/batch', `{"batch":[${events.join(',')}]}`);
      expect(answer).toMatchObject({ status: 200, body: { rejected: [{ reason: 'malformed' }] } });
      expect(world.stored()).toHaveLength(1);
    },
  );
});

describe('a request', () => {
  it('a request of 2,500 events is stored as one batch', async () => {
    const batch = Array.from({ length: 2_500 }, (_, i) => ({
      type: 'track',
      userId: `u${i}`,
      event: 'E',
      messageId: `m${i}`,
    }));
    expect((await world.post('/v1/import', { batch })).body).toEqual({ success: true });
    expect(world.stored()).toHaveLength(2_500);
  });

  it('a request with a JSON key that comes twice takes the last one', async () => {
    await world.post('/v1/track', '{"userId":"a","userId":"b","event":"E"}');
    expect(world.stored()).toMatchObject([{ actor: { id: 'b' } }]);
  });
});
