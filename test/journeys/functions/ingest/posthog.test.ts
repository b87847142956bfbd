import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { type IngestWorld, ingestWorld } from '../../../support/worlds/ingest-world.ts';

let world: IngestWorld;

beforeEach(async () => {
  world = await ingestWorld();
});

/** As posthog-node sends it: packed, the key in the body, a slash at the end of the path. */
async function capture(...events: readonly object[]) {
  const body = gzipSync(JSON.stringify({ api_key: KEYS.write, batch: events }));
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  return send(world.ingest, '/batch/', { body, headers });
}

const event = (name: string, properties: object = {}, fields: object = {}) => ({
  event: name,
  distinct_id: 'u1',
  properties,
  timestamp: '2026-11-21T11:00:00.000Z',
  uuid: `uuid-${name}`,
  ...fields,
});

const user = { kind: 'user', id: 'u1' };

describe("PostHog's batch", () => {
  it('a PostHog batch is taken with the account of its groups', async () => {
    const groups = { $groups: { project: 'p', company: 'acme' } };
    expect((await capture(event('Paid', groups))).body).toEqual({ success: true });
    expect(world.stored()).toMatchObject([{ actor: user, accountId: 'acme', event: 'Paid' }]);
  });

  it('a group of another type is no account, nor is one that is null', async () => {
    await capture(
      event('Paid', { $groups: { club: 'x', project: '5' } }),
      event('Read', { $groups: { company: null, team: 'red' } }),
      event('Left', { $groups: { company: 'acme', organization: 'umbrella' } }),
    );
    const accounts = world.stored().map(({ event: name, accountId }) => [name, accountId]);
    expect(accounts).toEqual([
      ['Paid', undefined],
      ['Read', 'red'],
      ['Left', 'acme'],
    ]);
  });

  it('traits of a group that means no account are refused, and rename nobody', async () => {
    const traits = (type: string) => ({
      $group_type: type,
      $group_key: '5',
      $group_set: { name: type },
    });
    const { body } = await capture(
      event('$groupidentify', traits('project'), { uuid: 'a' }),
      event('$groupidentify', traits('company'), { uuid: 'b' }),
    );
    expect(body).toMatchObject({ rejected: [{ index: 0, reason: 'no_account_id' }] });
    expect(world.stored()).toMatchObject([{ accountId: '5', traits: { name: 'company' } }]);
  });

  it.each([
    ['$identify', { $set: { name: 'Ann' }, $anon_distinct_id: 'n1' }],
    ['$set', { $set: { name: 'Ann' }, $anon_distinct_id: 'n1' }],
  ])('a PostHog batch reads %s as identify', async (name, properties) => {
    await capture(event(name, properties));
    expect(world.stored()).toMatchObject([
      {
        kind: 'identify',
        actor: user,
        link: { kind: 'user', id: 'n1' },
        traits: { name: 'Ann' },
      },
    ]);
  });

  it('a PostHog batch reads $groupidentify as group, without a user', async () => {
    const properties = { $group_type: 'company', $group_key: 'acme', $group_set: { name: 'Acme' } };
    await capture(event('$groupidentify', properties));
    expect(world.stored()).toMatchObject([
      { kind: 'group', accountId: 'acme', traits: { name: 'Acme' } },
    ]);
    expect(world.stored()[0]).not.toHaveProperty('actor');
  });

  it('a PostHog batch reads $create_alias as alias', async () => {
    await capture(event('$create_alias', { distinct_id: 'u1', alias: 'old' }));
    expect(world.stored()).toMatchObject([{ kind: 'alias', actor: user, link: { id: 'old' } }]);
  });

  it('a PostHog batch has pages and screens, and tells who is anonymous', async () => {
    await capture(
      event('$pageview', { $is_identified: false }),
      event('$screen', { $screen_name: 'Home', $process_person_profile: false }),
    );
    expect(world.stored()).toMatchObject([
      { event: 'Viewed Page', actor: { kind: 'anonymous' } },
      { event: 'Viewed Home Screen', actor: { kind: 'anonymous' } },
    ]);
  });

  it('a PostHog event that is sent again counts once', async () => {
    await capture(event('Paid'));
    await capture(event('Paid', { other: 1 }));
    const [first, second] = world.stored();
    expect(first?.fingerprint).toBe(second?.fingerprint);
  });

  it('a PostHog batch refuses what it cannot read and keeps the others', async () => {
    const answer = await capture(
      event('', {}),
      event('Paid', {}, { distinct_id: null }),
      event('A'),
    );
    expect(answer.body).toMatchObject({
      rejected: [{ reason: 'no_event_name' }, { reason: 'no_user_id' }],
    });
    expect(world.stored()).toHaveLength(1);
  });
});

describe('what posthog-js sends and asks', () => {
  const browserEvent = (name: string) => ({
    event: name,
    uuid: `uuid-${name}`,
    properties: {
      ...{ distinct_id: 'u1', token: KEYS.write, $groups: { company: 'acme' } },
      $time: Date.parse('2026-11-21T11:00:00.250Z') / 1000,
    },
  });
  const taken = {
    ...{ actor: user, accountId: 'acme', event: 'Paid', dated: true },
    occurredAt: Date.parse('2026-11-21T11:00:00.250Z'),
  };

  it.each(['/e/', '/i/v0/e/', '/capture/', '/batch/'])(
    'events of a browser are taken at %s: a list, a single one, in base64 and packed',
    async (path) => {
      const json = JSON.stringify([browserEvent('Paid')]);
      const form = `data=${encodeURIComponent(Buffer.from(json).toString('base64'))}`;
      const type = (of: string) => ({ headers: { 'content-type': of } });
      const bodies = [
        { body: json, ...type('application/json') },
        { body: JSON.stringify(browserEvent('Paid')), ...type('application/json') },
        { body: form, ...type('application/x-www-form-urlencoded') },
        { body: gzipSync(json), ...type('text/plain') },
      ];
      for (const parts of bodies) {
        const fresh = await ingestWorld();
        const answer = await send(fresh.ingest, path, { ...parts, query: 'compression=gzip-js' });
        expect(answer).toMatchObject({ status: 200, body: { success: true } });
        expect(fresh.stored()).toMatchObject([taken]);
      }
    },
  );

  it('a form whose data is no base64, and a browser with a wrong key, are told so', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const broken = await send(world.ingest, '/e/', { body: 'data=%25%25', headers });
    expect(broken).toMatchObject({
      status: 400,
      body: { detail: 'the data of the form is not base64' },
    });
    const wrong = JSON.stringify([{ ...browserEvent('Paid'), properties: { token: 'wk_wrong' } }]);
    expect(await send(world.ingest, '/e/', { body: wrong })).toMatchObject({ status: 401 });
  });

  it('a browser is told to pack in base64, and that there are no feature flags', async () => {
    const config = await send(world.ingest, `/array/${KEYS.write}/config`, { method: 'GET' });
    expect(config).toMatchObject({ status: 200, body: { supportedCompression: ['base64'] } });
    const body = JSON.stringify({ token: KEYS.write, distinct_id: 'u1' });
    const flags = await send(world.ingest, '/flags/', { body, query: 'v=2' });
    expect(flags).toMatchObject({ status: 200, body: { flags: {}, featureFlags: {} } });
    expect(world.stored()).toEqual([]);
  });
});

describe('the settings of a source', () => {
  it('an operator says which types of groups mean an account, and it holds from then on', async () => {
    const api = createApi(world.services);
    const admin = (path: string, body: object) =>
      send(api, path, { method: 'PUT', key: KEYS.admin, body });
    expect(await admin('/v1/sources/web', { accountGroups: ['project'] })).toMatchObject({
      ...{ status: 200, body: { accountGroups: ['project'], version: 1 } },
    });
    await capture(event('Paid', { $groups: { company: 'acme', project: '5' } }));
    expect(world.stored()).toMatchObject([{ accountId: '5' }]);
    for (const body of [{ accountGroups: [] }, { accountGroups: [''] }, {}, { groups: ['x'] }])
      expect(await admin('/v1/sources/web', body)).toMatchObject({ status: 400 });
    expect(await admin('/v1/sources/no name', { accountGroups: ['a'] })).toMatchObject({
      status: 400,
    });
  });
});
