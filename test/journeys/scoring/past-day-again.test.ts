import { beforeEach, expect, it } from 'vitest';
import { dayFromNumber } from '../../../lib/model/day.ts';
import { currentModel } from '../../../lib/model/model-versions.ts';
import { scoringSources } from '../../../lib/runtime/services/job-sources.ts';
import { computeScores } from '../../../lib/scores/run/run-model.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { snapshotChunks } from '../../../lib/scores/snapshot/snapshot-chunks.ts';
import { closedHeads } from '../../../lib/scores/snapshot/snapshots.ts';
import { type ScoringWorld, scoringWorld } from '../../support/worlds/scoring-world.ts';

const DAY = '2026-11-17';
const LATER = '2026-11-20T09:00:00Z';
const TWO_HOURS = 2 * 3_600_000;

/** Traits and members decide everything that they can decide. */
const MODEL = {
  id: 'default',
  events: { Opened: 1, Invited: { weight: 10, feature: 'team' } },
  windows: [1, 7],
  headlineWindow: 7,
  population: { of: 'user', not: { trait: 'internal', equals: true } },
  owner: { trait: 'csm' },
  features: { team: { key: true }, sso: { key: true, when: { trait: 'sso', equals: true } } },
  lifecycle: { trial: { trait: 'plan', equals: 'trial' }, paid: { trait: 'plan', equals: 'team' } },
  segments: { big: { of: 'account', when: { trait: 'seats', atLeast: 10 } } },
};

let world: ScoringWorld;

async function profile(timestamp: string, at: 'early' | 'late'): Promise<void> {
  const account =
    at === 'early'
      ? { plan: 'trial', csm: 'kim', seats: 3, sso: false }
      : { plan: 'team', csm: 'lee', seats: 30, sso: true };
  const user = { name: at, internal: at === 'late' };
  await world.post('/v1/group', { userId: 'ada', groupId: 'acme', traits: account, timestamp });
  await world.post('/v1/identify', { userId: 'ada', traits: user, timestamp });
}

async function later(): Promise<void> {
  await profile(LATER, 'late');
  await world.post('/v1/track', {
    ...{ userId: 'bob', groupId: 'acme', timestamp: LATER },
    event: 'Account Removed User',
  });
  await world.count('2026-11-20', [
    ['ada', 'globex', 'Opened', 9],
    ['eve', 'acme', 'Invited', 5],
    ['eve', 'new', 'Opened', 5],
  ]);
}

/** A day's snapshot worked out afresh. */
async function scores(): Promise<DayScores> {
  const model = await currentModel(world.services.documents, 'default');
  if (!model) throw new Error('the model was put');
  const request = { runId: 'again', asOf: DAY, complete: true, now: world.services.time.now };
  const sources = await scoringSources(world.services);
  return computeScores(sources, model, request);
}

/** A day's snapshot as the bytes it would be stored as. */
async function bytes(): Promise<string> {
  return JSON.stringify([...snapshotChunks(await scores())]);
}

/** When somebody was last active by that snapshot. */
async function lastActive(user: string): Promise<string> {
  const { users } = await scores();
  const hash = (await world.services.hashing.idHasher())('user', user);
  return dayFromNumber(users.lastActive[users.hash.indexOf(hash)] ?? 0);
}

async function kinds(): Promise<readonly string[]> {
  const heads = await closedHeads(world.services.blocks, 'default', DAY, DAY);
  return heads.map(({ kind }) => kind);
}

beforeEach(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', MODEL);
  await profile('2026-11-15T09:00:00Z', 'early');
  await world.count('2026-11-16', [
    ['ada', 'acme', 'Opened', 3],
    ['bob', 'acme', 'Invited', 2],
  ]);
  await world.count(DAY, [
    ['ada', '', 'Opened', 2],
    ['bob', 'acme', 'Opened', 4],
  ]);
  await world.run(DAY);
  world.services.time.now += TWO_HOURS;
});

it('a past day that is scored again has the same bytes, whatever later days brought', async () => {
  const before = await bytes();
  await later();
  world.services.time.now += TWO_HOURS;
  await world.run('2026-11-20');
  expect(await bytes()).toBe(before);
  await world.run(DAY);
  expect(await kinds()).toEqual(['final']);
});

it('a past day that is scored again has the traits and members of that day, and a later day its own', async () => {
  await later();
  await world.run('2026-11-20');
  await world.run(DAY);
  const then = await world.get('/v1/accounts/acme', `asOf=${DAY}`);
  expect(then.body).toMatchObject({
    ...{ snapshot: 'final', knownUsers: 2, owner: 'kim', lifecycle: 'trial', adoption: 0.5 },
    traits: { plan: 'trial', seats: 3 },
  });
  expect(then.body['segments']).not.toContain('big');
  const now = await world.get('/v1/accounts/acme', 'asOf=2026-11-20');
  expect(now.body).toMatchObject({ owner: 'lee', lifecycle: 'paid', adoption: 1 });
  expect(now.body['segments']).toContain('big');
  const users = async (asOf: string) =>
    ((await world.get('/v1/users', `asOf=${asOf}`)).body['data'] as { userId: string }[])
      .map(({ userId }) => userId)
      .sort();
  expect(await users(DAY)).toEqual(['ada', 'bob']);
  expect(await users('2026-11-20')).toEqual(['bob', 'eve']);
});

it('a past day is restated once an event of that day itself arrives', async () => {
  await world.count(DAY, [['ada', 'acme', 'Opened', 50]]);
  await world.run(DAY);
  expect(await kinds()).toEqual(['final', 'restated']);
});

it('a past day that is scored again knows the last day of whoever had been away for half a year', async () => {
  for (const day of ['2026-04-01', '2026-05-01']) {
    await world.count(day, [['old', '', 'Opened', 1]]);
  }
  await world.run('2026-05-01');
  expect(await lastActive('old')).toBe('2026-05-01');
  await world.count('2026-11-20', [['old', '', 'Opened', 1]]);
  await world.run('2026-11-20');
  expect(await lastActive('old')).toBe('2026-05-01');
});
