import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aTrack, ingestWorld } from '../../../support/worlds/ingest-world.ts';

/** Names that clients do use, so that the fuzz gets past the first look at a body. */
const FIELDS = [
  'type',
  'userId',
  'anonymousId',
  'groupId',
  'previousId',
  'event',
  'name',
  'messageId',
  'timestamp',
  'traits',
  'properties',
  'context',
  'distinct_id',
  'uuid',
  '$groups',
  'batch',
  'counts',
  'writeKey',
  'reason',
  '__proto__',
];
const TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias', '$identify', '$screen'];
const PATHS = [
  '/v1/batch',
  '/v1/import',
  '/v1/track',
  '/v1/i',
  '/v1/alias',
  '/batch/',
  '/v1/counts',
];

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...TYPES),
  fc.string({ unit: 'binary' }),
);
const event = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 10 });
const item = fc.oneof(event, value);
const status = (from: number) => from < 500 || from === 503;

describe('whatever is posted', () => {
  it('any raw text that is posted is answered in JSON and never with 500', async () => {
    const world = await ingestWorld();
    const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array());
    const encoding = fc.constantFrom('', 'gzip', 'deflate', 'br');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PATHS), body, encoding, async (path, raw, packed) => {
        const headers = { 'content-encoding': packed };
        const answer = await world.post(path, raw, { headers });
        expect(status(answer.status)).toBe(true);
        expect(Object.keys(answer.body)).not.toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(world.services.lines).toEqual([]);
  });

  it('fields of any kind that are posted are accepted or refused, event by event', async () => {
    const world = await ingestWorld();
    const items = fc.array(item, { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PATHS), items, async (path, list) => {
        const answer = await world.post(path, { batch: list, counts: list, ...Object(list[0]) });
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 2_000 },
    );
    expect(world.services.lines).toEqual([]);
  });

  it('a good event in a batch is kept, whatever stands beside it', async () => {
    const around = fc.array(item, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(around, around, async (before, after) => {
        const world = await ingestWorld();
        const good = aTrack({ messageId: 'the good one' });
        const answer = await world.post('/v1/batch', { batch: [...before, good, ...after] });
        expect(answer.status).toBe(200);
        const kept = world.stored().find(({ index }) => index === before.length);
        expect(kept).toMatchObject({ actor: { id: 'u1' }, event: 'Project Created' });
        const all = world.stored().length + world.refused().length;
        expect(all).toBe(before.length + 1 + after.length);
      }),
      { numRuns: 500 },
    );
  });
});
