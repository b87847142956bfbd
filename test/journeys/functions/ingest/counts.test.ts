import { beforeEach, describe, expect, it } from 'vitest';
import { type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

const aCount = (fields: object = {}) => ({
  userId: 'u1',
  accountId: 'acme',
  event: 'Report Viewed',
  day: '2026-11-20',
  count: 3,
  ...fields,
});

describe('POST /v1/counts', () => {
  it('POST /v1/counts stores what cells are set to, in one batch', async () => {
    const counts = [aCount(), aCount({ userId: null, count: 0 })];
    const answer = await world.post('/v1/counts', { version: 4, counts });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect(world.services.stored).toMatchObject([
      {
        source: 'web',
        events: [],
        counts: [
          { index: 0, ...aCount(), version: 4 },
          { index: 1, accountId: 'acme', event: 'Report Viewed', count: 0, version: 4 },
        ],
      },
    ]);
  });

  it.each([
    [{ count: 1.5 }, 'invalid_count'],
    [{ count: -1 }, 'invalid_count'],
    [{ count: '3' }, 'invalid_count'],
    [{ day: '2026-02-30' }, 'invalid_timestamp'],
    [{ day: '2026-11-23' }, 'in_the_future'],
    [{ day: '2025-10-01' }, 'too_old'],
    [{ userId: '', accountId: null }, 'no_user_id'],
    [{ userId: 'x'.repeat(257) }, 'invalid_id'],
    [{ event: '' }, 'no_event_name'],
    [{ event: 'x'.repeat(201) }, 'invalid_event_name'],
  ])('POST /v1/counts refuses %j as %s and keeps the others', async (fields, reason) => {
    const counts = [aCount(fields), aCount()];
    const answer = await world.post('/v1/counts', { counts });
    expect(answer.body).toMatchObject({ success: true, rejected: [{ index: 0, reason }] });
    expect(world.services.stored[0]?.counts).toHaveLength(1);
  });

  it.each([
    [{}, 'counts'],
    [{ counts: [], version: -1 }, 'version'],
    [{ counts: [], version: 'two' }, 'version'],
  ])('POST /v1/counts answers 400 for %j', async (body, path) => {
    const answer = await world.post('/v1/counts', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});
