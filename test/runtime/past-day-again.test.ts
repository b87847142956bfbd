import { beforeEach, expect, it } from 'vitest';
import { dayFromNumber } from '../../lib/model/day.ts';
import { currentModel } from '../../lib/model/models.ts';
import { scoringSources } from '../../lib/runtime/job-sources.ts';
import type { DayScores } from '../../lib/scores/day-scores.ts';
import { computeScores } from '../../lib/scores/run-models.ts';
import { snapshotChunks } from '../../lib/scores/snapshot-columns.ts';
import { closedHeads } from '../../lib/scores/snapshots.ts';
import { type ScoringService, scoringService } from '../support/scoring-service.ts';

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

let service: ScoringService;

async function profile(timestamp: string, at: 'early' | 'late'): Promise<void> {
  const account =
    at === 'early'
      ? { plan: 'trial', csm: 'kim', seats: 3, sso: false }
      : { plan: 'team', csm: 'lee', seats: 30, sso: true };
  const user = { name: at, internal: at === 'late' };
  await service.post('/v1/group', { userId: 'ada', groupId: 'acme', traits: account, timestamp });
  await service.post('/v1/identify', { userId: 'ada', traits: user, timestamp });
}

async function later(): Promise<void> {
  await profile(LATER, 'late');
  await service.post('/v1/track', {
    ...{ userId: 'bob', groupId: 'acme', timestamp: LATER },
    event: 'Account Removed User',
  });
  await service.count('2026-11-20', [
    ['ada', 'globex', 'Opened', 9],
    ['eve', 'acme', 'Invited', 5],
    ['eve', 'new', 'Opened', 5],
  ]);
}

/** A day's snapshot worked out afresh. */
async function scores(): Promise<DayScores> {
  const model = await currentModel(service.services.documents, 'default');
  if (!model) throw new Error('the model was put');
  const request = { runId: 'again', asOf: DAY, complete: true, now: service.services.time.now };
  const sources = await scoringSources(service.services);
  return computeScores(sources, model, request);
}

/** The same as the bytes it would be stored as. */
async function bytes(): Promise<string> {
  return JSON.stringify([...snapshotChunks(await scores())]);
}

/** When somebody was last active by that snapshot. */
async function lastActive(user: string): Promise<string> {
  const { users } = await scores();
  const hash = (await service.services.hashing.idHasher())('user', user);
  return dayFromNumber(users.lastActive[users.hash.indexOf(hash)] ?? 0);
}

async function kinds(): Promise<readonly string[]> {
  const heads = await closedHeads(service.services.blocks, 'default', DAY, DAY);
  return heads.map(({ kind }) => kind);
}

beforeEach(async () => {
  service = await scoringService();
  await service.admin('PUT', '/v1/models/default', MODEL);
  await profile('2026-11-15T09:00:00Z', 'early');
  await service.count('2026-11-16', [
    ['ada', 'acme', 'Opened', 3],
    ['bob', 'acme', 'Invited', 2],
  ]);
  await service.count(DAY, [
    ['ada', '', 'Opened', 2],
    ['bob', 'acme', 'Opened', 4],
  ]);
  await service.run(DAY);
  service.services.time.now += TWO_HOURS;
});

it('comes out byte for byte as it was, whatever later days brought', async () => {
  const before = await bytes();
  await later();
  service.services.time.now += TWO_HOURS;
  await service.run('2026-11-20');
  expect(await bytes()).toBe(before);
  await service.run(DAY);
  expect(await kinds()).toEqual(['final']);
});

it('has the traits and members of that day, and the later day those of the later', async () => {
  await later();
  await service.run('2026-11-20');
  await service.run(DAY);
  const then = await service.get('/v1/accounts/acme', `asOf=${DAY}`);
  expect(then.body).toMatchObject({
    ...{ snapshot: 'final', knownUsers: 2, owner: 'kim', lifecycle: 'trial', adoption: 0.5 },
    traits: { plan: 'trial', seats: 3 },
  });
  expect(then.body['segments']).not.toContain('big');
  const now = await service.get('/v1/accounts/acme', 'asOf=2026-11-20');
  expect(now.body).toMatchObject({ owner: 'lee', lifecycle: 'paid', adoption: 1 });
  expect(now.body['segments']).toContain('big');
  const users = async (asOf: string) =>
    ((await service.get('/v1/users', `asOf=${asOf}`)).body['data'] as { userId: string }[])
      .map(({ userId }) => userId)
      .sort();
  expect(await users(DAY)).toEqual(['ada', 'bob']);
  expect(await users('2026-11-20')).toEqual(['bob', 'eve']);
});

it('is restated once an event of that day itself arrives', async () => {
  await service.count(DAY, [['ada', 'acme', 'Opened', 50]]);
  await service.run(DAY);
  expect(await kinds()).toEqual(['final', 'restated']);
});

it('knows the last day of whoever had been away for half a year, also after it came back', async () => {
  for (const day of ['2026-04-01', '2026-05-01']) {
    await service.count(day, [['old', '', 'Opened', 1]]);
  }
  await service.run('2026-05-01');
  expect(await lastActive('old')).toBe('2026-05-01');
  await service.count('2026-11-20', [['old', '', 'Opened', 1]]);
  await service.run('2026-11-20');
  expect(await lastActive('old')).toBe('2026-05-01');
});
