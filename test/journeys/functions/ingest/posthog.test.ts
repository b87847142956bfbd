import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
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

  it('a PostHog batch takes any group when none is known to be an account', async () => {
    await capture(event('Paid', { $groups: { club: 'x' } }));
    expect(world.stored()).toMatchObject([{ accountId: 'x' }]);
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
        link: { kind: 'anonymous', id: 'n1' },
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
