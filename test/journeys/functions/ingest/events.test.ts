import { beforeEach, describe, expect, it } from 'vitest';
import { putModel } from '../../../../lib/model/model-versions.ts';
import { FIRST_RUN_MODEL } from '../../../../lib/model/scoring-model.ts';
import {
  aTrack,
  type IngestWorld,
  ingestWorld,
  outcomeOf,
} from '../../../support/worlds/ingest-world.ts';
import { NOW } from '../../../support/worlds/test-services.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

const outcome = (type: string, fields: object) => outcomeOf(world, type, fields);

describe('the account of an event', () => {
  it.each([
    [{ groupId: 'a', context: { groupId: 'b' } }, 'a'],
    [{ groupId: '', context: { groupId: 'b' } }, 'b'],
    [{ groupId: 7 }, '7'],
  ])('the account of an event with %j is found', async (fields, accountId) => {
    expect(await outcome('track', fields)).toMatchObject({ accountId });
  });

  it('the account of an event is found in the context of the batch, which holds for all its events', async () => {
    const batch = [aTrack(), aTrack({ messageId: 'm2', groupId: 'own' })];
    await world.post('/v1/batch', { context: { groupId: 'shared' }, batch });
    expect(world.stored().map(({ accountId }) => accountId)).toEqual(['shared', 'own']);
  });
});

describe('the name of an event', () => {
  it.each([
    ['page', { name: 'Pricing' }, 'Viewed Pricing Page'],
    ['page', {}, 'Viewed Page'],
    ['screen', { name: 'Home' }, 'Viewed Home Screen'],
    ['screen', { name: null }, 'Viewed Screen'],
    ['identify', {}, '$identify'],
    ['group', { groupId: 'a' }, '$group'],
    ['alias', { previousId: 'old' }, '$alias'],
    ['track', { event: 'Cafe\u0301' }, 'Café'],
    ['track', { event: 'x'.repeat(200) }, 'x'.repeat(200)],
    ['track', { event: 'constructor' }, 'constructor'],
  ])('the name of an event of %s %j is %s', async (type, fields, event) => {
    const { event: _unused, ...rest } = aTrack();
    expect(await outcome(type, { ...rest, event: undefined, ...fields })).toMatchObject({ event });
  });

  it.each([
    [{ event: null }, 'no_event_name'],
    [{ event: '  ' }, 'no_event_name'],
    [{ event: 'x'.repeat(201) }, 'invalid_event_name'],
    [{ event: { a: 1 } }, 'invalid_event_name'],
    [{ event: '\udc00' }, 'invalid_event_name'],
  ])('an event named %j is refused as %s', async (fields, reason) => {
    expect(await outcome('track', fields)).toMatchObject({ reason });
  });

  it('an event of no known type is refused in a batch', async () => {
    const batch = [aTrack({ type: 'Track' }), aTrack({ type: undefined })];
    await world.post('/v1/batch', { batch });
    expect(world.refused()).toMatchObject([{ reason: 'unknown_type' }, { reason: 'unknown_type' }]);
  });
});

describe('the time of an event', () => {
  const day = 86_400_000;

  it.each([
    [new Date(NOW - 400 * day).toISOString(), NOW - 400 * day],
    [new Date(NOW + day).toISOString(), NOW + day],
    [NOW - 5, NOW - 5],
    [Math.floor(NOW / 1000), NOW],
    ['2026-11-21T10:00:00', NOW - 7_200_000],
  ])('an event dated %j is taken as it is', async (timestamp, at) => {
    expect(await outcome('track', { timestamp })).toMatchObject({ occurredAt: at, dated: true });
  });

  it.each([
    [new Date(NOW - 400 * day - 1).toISOString(), 'too_old'],
    [new Date(NOW + day + 1).toISOString(), 'in_the_future'],
    [0, 'invalid_timestamp'],
    ['2026-02-30', 'invalid_timestamp'],
    ['yesterday', 'invalid_timestamp'],
    [{}, 'invalid_timestamp'],
  ])('an event dated %j is refused as %s', async (timestamp, reason) => {
    expect(await outcome('track', { timestamp })).toMatchObject({ reason });
  });

  it("an event without a time is dated by its receipt, and RudderStack's name for the time is known", async () => {
    const received = { occurredAt: NOW, dated: false };
    expect(await outcome('track', { timestamp: null })).toMatchObject(received);
    const fields = { timestamp: undefined, originalTimestamp: '2026-11-20T00:00:00Z' };
    const posted = { occurredAt: NOW - 1.5 * day, dated: true };
    expect(await outcome('track', fields)).toMatchObject(posted);
  });
});

describe('who is who', () => {
  it('an identify call with both ids links them', async () => {
    expect(await outcome('identify', { anonymousId: 'n1' })).toMatchObject({
      actor: { kind: 'user', id: 'u1' },
      link: { kind: 'anonymous', id: 'n1' },
    });
  });

  it('an alias call links both ids and needs both', async () => {
    expect(await outcome('alias', { previousId: 'old' })).toMatchObject({
      actor: { kind: 'user', id: 'u1' },
      link: { kind: 'anonymous', id: 'old' },
    });
    world = await ingestWorld();
    expect(await outcome('alias', {})).toMatchObject({ reason: 'no_previous_id' });
    const nobody = { userId: '', anonymousId: 'n1', previousId: 'old' };
    expect(await outcome('alias', nobody)).toMatchObject({ reason: 'no_user_id' });
  });

  it('an event that merely has both ids links nothing', async () => {
    expect(await outcome('track', { anonymousId: 'n1' })).not.toHaveProperty('link');
  });

  it('a group call needs an account and an identify call a user', async () => {
    expect(await outcome('group', {})).toMatchObject({ reason: 'no_account_id' });
    const nobody = { userId: null, groupId: 'acme' };
    expect(await outcome('identify', nobody)).toMatchObject({ reason: 'no_user_id' });
  });
});

describe('traits', () => {
  beforeEach(async () => {
    const model = { ...FIRST_RUN_MODEL.model, owner: { trait: 'company.csm' } };
    await putModel(world.services.documents, model);
  });

  it('traits are kept when a setting names them, flat, cut, and without lists', async () => {
    const traits = {
      name: 'x'.repeat(1_001),
      email: ['a@b.c'],
      createdAt: null,
      company: { csm: 'Ann', secret: 1 },
      plan: 'pro',
    };
    expect(await outcome('identify', { traits })).toMatchObject({
      traits: { name: 'x'.repeat(1_000), createdAt: null, 'company.csm': 'Ann' },
    });
  });

  it('traits of other calls, and properties, are never stored', async () => {
    const fields = { traits: { name: 'Ann' }, properties: { name: 'Ann' } };
    const event = await outcome('track', fields);
    const kept = ['actor', 'dated', 'event', 'fingerprint', 'index', 'kind', 'occurredAt'];
    expect(Object.keys(event ?? {}).sort()).toEqual(kept);
  });
});
