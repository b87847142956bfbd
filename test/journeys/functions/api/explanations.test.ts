import { expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

interface Change {
  readonly points: number;
  readonly sentence: string;
  readonly stopped?: string;
  readonly reasons: readonly {
    readonly kind: string;
    readonly event?: string;
    readonly name?: string;
    readonly points: number;
    readonly shown: number;
  }[];
}

async function changeOf(world: ScoringWorld, path: string): Promise<Change> {
  const { status, body } = await world.get(path);
  expect(status).toBe(200);
  const { change } = (body as unknown as { explanation: { change: Change } }).explanation;
  expect(change.reasons.reduce((sum, { shown }) => sum + shown, 0)).toBe(change.points);
  expect(change.reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(change.points, 9);
  return change;
}

it('an account of which one member did less while another joined did not fall from what the other did', async () => {
  const world = await scoringWorld();
  await world.count('2026-11-12', [
    ['ada', 'acme', 'Task Created', 3],
    ['top', 'globex', 'Task Created', 9],
  ]);
  await world.count('2026-11-19', [
    ['ada', 'acme', 'Task Created', 1],
    ['bob', 'acme', 'Project Created', 1],
    ['top', 'globex', 'Task Created', 9],
  ]);
  await world.run('2026-11-20');
  const change = await changeOf(world, '/v1/accounts/acme');
  expect(change.points).toBeLessThan(0);
  expect(change.sentence).toMatch(/^fell \d+ points: .*\d+ from fewer Task Created/);
  expect(change.reasons).not.toContainEqual(expect.objectContaining({ event: 'Project Created' }));
  expect(change.reasons).toContainEqual(expect.objectContaining({ kind: 'member', name: 'bob' }));
});

it('an account that fell because its champion stopped names the champion, and the champion’s page the account', async () => {
  const world = await scoringWorld();
  await world.post('/v1/identify', {
    ...{ userId: 'u0@multi', traits: { name: 'Dana Scully' } },
    timestamp: '2026-11-01T10:00:00Z',
  });
  await world.post('/v1/group', {
    ...{ userId: 'u0@multi', groupId: 'multi', traits: { name: 'MULTI' } },
    timestamp: '2026-11-01T10:00:00Z',
  });
  const others = ['u1', 'u2', 'u3'].map((user) => [user, 'multi', 'Use', 4] as const);
  await world.count('2026-11-12', [['u0@multi', 'multi', 'Use', 30], ...others]);
  await world.count('2026-11-19', [...others, ['top', 'globex', 'Use', 30]]);
  await world.run('2026-11-20');
  const account = await changeOf(world, '/v1/accounts/multi');
  expect(account.stopped).toBe('Dana Scully');
  expect(account.sentence).toMatch(/^fell \d+ points as Dana Scully stopped: .*from fewer Use/);
  const user = await changeOf(world, '/v1/users/u0@multi');
  expect(user.sentence).toMatch(/^fell \d+ points: \d+ from fewer Use in MULTI/);
});

it('an account that fell because its champion left names the champion', async () => {
  const world = await scoringWorld();
  await world.count('2026-11-12', [
    ['dana', 'multi', 'Use', 30],
    ['eve', 'multi', 'Use', 4],
  ]);
  await world.count('2026-11-16', [['dana', 'multi', 'Account Removed User', 1]]);
  await world.count('2026-11-19', [
    ['eve', 'multi', 'Use', 4],
    ['top', 'globex', 'Use', 30],
  ]);
  await world.run('2026-11-20');
  const { sentence, reasons } = await changeOf(world, '/v1/accounts/multi');
  expect(reasons).toContainEqual(expect.objectContaining({ name: 'dana', champion: true }));
  expect(sentence).toMatch(/^fell \d+ points: .*because dana left/);
});
