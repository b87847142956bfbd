import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const CREATED = '2026-11-20T10:00:00Z';

/** Ids that no path can hold, or that a path could mean otherwise. */
const AWKWARD = ['bob', 'bob/', '/bob', 'acme/history', 'a/users', 'two\nlines', '.', '..', 'a//b'];
const MORE = ['https://acme.com/', '?id=x', 'a+b c', '%2F', '__proto__', 'constructor', ' spaced '];

/** Any text that may be an id: what cannot be seen, half a pair or U+FFFD is refused at the door. */
const anyId = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((id) => /[\p{L}\p{N}\p{S}]{2}/u.test(id) && !/\p{Surrogate}|\uFFFD/u.test(id));

const ids = [...new Set([...AWKWARD, ...MORE, ...fc.sample(anyId, { numRuns: 200, seed: 7 })])];

let world: ScoringWorld;

beforeAll(async () => {
  world = await scoringWorld();
  const batch = ids.map((id, n) => {
    const event = { event: 'Opened', messageId: `m${n}`, timestamp: CREATED };
    return { type: 'track', userId: id, groupId: id, ...event };
  });
  expect((await world.post('/v1/batch', { batch })).body).toEqual({ success: true });
  await world.run('2026-11-20');
});

it.each(['user', 'account'] as const)('every %s is found by the id in the query', async (kind) => {
  for (const id of ids) {
    const query = new URLSearchParams({ id }).toString();
    const { status, body } = await world.get(`/v1/${kind}s`, query);
    expect([id, status, body[`${kind}Id`]]).toEqual([id, 200, id]);
    const history = await world.get(`/v1/${kind}s/history`, query);
    expect([id, history.status]).toEqual([id, 200]);
  }
});

it('every user is found by the id in the path, unless it means another path', async () => {
  const plain = ids.filter((id) => !/\/history\/*$|^\//.test(id));
  expect(plain.length).toBeGreaterThan(150);
  for (const id of plain) {
    const { status, body } = await world.get(`/v1/users/${id}`);
    expect([id, status, body['userId']]).toEqual([id, 200, id]);
  }
});

it('an erasure of bob/ leaves bob alone', async () => {
  expect(await world.admin('DELETE', '/v1/users/bob/')).toMatchObject({
    status: 202,
    body: { userId: 'bob/' },
  });
  expect(await world.admin('GET', '/v1/erasures/bob')).toMatchObject({ status: 404 });
});
