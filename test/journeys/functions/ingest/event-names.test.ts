import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createIngest } from '../../../../functions/ingest.ts';
import { putModel } from '../../../../lib/model/model-versions.ts';
import { FIRST_RUN_MODEL } from '../../../../lib/model/scoring-model.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { importKey } from '../../../../lib/runtime/services/api-keys.ts';
import { composeServices } from '../../../../lib/runtime/services/compose-services.ts';
import { MAX_EVENT_NAMES } from '../../../../lib/runtime/services/event-name-limit.ts';
import { aTrack, type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;
/** Reads and writes of the document that keeps a source's names. */
let used: string[];

beforeEach(async () => {
  world = await ingestWorld();
  used = [];
  const { documents } = world.services;
  const { get, put } = documents;
  Object.assign(documents, {
    get(kind: string, ...rest: unknown[]) {
      if (kind === 'event-names') used.push('read');
      return Reflect.apply(get, documents, [kind, ...rest]);
    },
    put(kind: string, ...rest: unknown[]) {
      if (kind === 'event-names') used.push('write');
      return Reflect.apply(put, documents, [kind, ...rest]);
    },
  });
});

const called = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) =>
    aTrack({ event: `E${from + i}`, messageId: `m${from + i}` }),
  );

const post = (batch: readonly object[], parts: object = {}) =>
  world.post('/v1/batch', { batch }, parts);

const namesStored = () => new Set(world.stored().map(({ event }) => event)).size;

describe('10,000 event names from one key', () => {
  it('10,000 event names from one key are capped with a reason, a metric and one line of the log', async () => {
    for (let at = 0; at < 10_000; at += 2_500) await post(called(at, 2_500));
    expect(namesStored()).toBe(MAX_EVENT_NAMES);
    expect(world.refused()).toHaveLength(10_000 - MAX_EVENT_NAMES);
    expect(new Set(world.refused().map(({ reason }) => reason))).toEqual(
      new Set(['too_many_event_names']),
    );
    const refusedInAll = world.services.measured.map(({ EventsRefused = 0 }) => EventsRefused);
    expect(refusedInAll.reduce((a, b) => a + b)).toBe(10_000 - MAX_EVENT_NAMES);
    expect(world.services.lines).toEqual([expect.stringContaining('too many event names')]);
    expect(used).toEqual(['read', 'write']);
  });

  it('capped event names do not stop names that the source brought before, nor people and accounts', async () => {
    await post(called(0, MAX_EVENT_NAMES));
    const answer = await post([
      aTrack({ event: 'E7', messageId: 'again' }),
      aTrack({ event: 'New' }),
      aTrack({ event: '$identify' }),
      aTrack({ type: 'identify', messageId: 'i' }),
      aTrack({ type: 'group', groupId: 'acme', messageId: 'g' }),
    ]);
    expect(answer.body).toMatchObject({
      rejected: [
        { index: 1, reason: 'too_many_event_names' },
        { index: 2, reason: 'too_many_event_names' },
      ],
    });
    expect(world.services.stored.at(-1)?.events.map(({ event }) => event)).toEqual([
      'E7',
      '$identify',
      '$group',
    ]);
  });

  it('capped event names do not stop what a model names, whether or not it came before', async () => {
    const events = { Paid: { weight: 9 } };
    const steps = [{ id: 'a', event: 'Activated' }];
    const segments = { s: { of: 'user' as const, when: { not: { event: 'Left' } } } };
    const model = { ...FIRST_RUN_MODEL.model, events, activation: { user: { steps } }, segments };
    await putModel(world.services.documents, { ...model, activity: ['Worked'] });
    await post(called(0, MAX_EVENT_NAMES));
    const batch = ['Paid', 'Activated', 'Left', 'Worked'].map((event) => aTrack({ event }));
    expect((await post(batch)).body).toEqual({ success: true });
  });

  it('capped event names do not stop another source, and a second key of the source does not help', async () => {
    const { documents, clock } = world.services;
    const [second, other] = [`wk_${'s'.repeat(40)}`, `wk_${'o'.repeat(40)}`];
    await importKey(documents, { key: second, role: 'write', source: 'web' }, clock);
    await importKey(documents, { key: other, role: 'write', source: 'mobile' }, clock);
    await post(called(0, MAX_EVENT_NAMES));
    expect((await post([aTrack({ event: 'New' })], { key: second })).body).toHaveProperty(
      'rejected',
    );
    expect((await post([aTrack({ event: 'New' })], { key: other })).body).toEqual({
      success: true,
    });
  });

  it('event names are capped in daily sums, too', async () => {
    await post(called(0, MAX_EVENT_NAMES));
    const counts = ['E1', 'New'].map((event) => ({
      userId: 'u',
      event,
      day: '2026-11-20',
      count: 1,
    }));
    const { body } = await world.post('/v1/counts', { counts });
    expect(body).toMatchObject({ rejected: [{ index: 1, reason: 'too_many_event_names' }] });
  });

  it('capped event names are free again in the next month', async () => {
    await post(called(0, MAX_EVENT_NAMES));
    world.services.time.now = Date.parse('2026-12-01T00:00:00Z');
    const timestamp = '2026-11-30T23:59:00Z';
    expect((await post([aTrack({ event: 'New', timestamp })])).body).toEqual({ success: true });
  });
});

describe('the names of a source', () => {
  it('the event names of a source cost no read and no write once they are known', async () => {
    for (let i = 0; i < 50; i++) await post(called(0, 20));
    expect(used).toEqual(['read', 'write']);
  });

  it('the event names of a source are the same to all processes, however many write at once', async () => {
    const { services } = world;
    const processes = Array.from({ length: 5 }, () =>
      createIngest({ ...services, ...composeServices(services) }),
    );
    const batches = Array.from({ length: 30 }, (_, i) => called(i * 100, 100));
    const untilTaken = async (ingest: HttpHandler, batch: readonly object[]): Promise<number> => {
      const { status } = await send(ingest, '/v1/batch', { key: KEYS.write, body: { batch } });
      return status === 503 ? untilTaken(ingest, batch) : status;
    };
    await Promise.all(
      batches.map((batch, i) => untilTaken(processes[i % 5] ?? world.ingest, batch)),
    );
    expect(namesStored()).toBe(MAX_EVENT_NAMES);
    const batch = called(0, 2_500);
    const known = new Set(world.stored().map(({ event }) => event));
    const unknown = batch.filter(({ event }) => !known.has(event)).length;
    expect(unknown).toBeGreaterThan(0);
    for (const ingest of processes) {
      const { body } = await send(ingest, '/v1/batch', { key: KEYS.write, body: { batch } });
      expect(body['rejected']).toHaveLength(unknown);
    }
    expect(namesStored()).toBe(MAX_EVENT_NAMES);
  });
});
