import { beforeAll, describe, expect, it } from 'vitest';
import { type ScoringWorld, scoringWorld } from '../../../support/worlds/scoring-world.ts';

const model = {
  id: 'default',
  events: {
    'Task Completed': { weight: 3, feature: 'tasks' },
    'Report Viewed': { weight: 1, feature: 'reports' },
    'Account Removed User': 0,
  },
  windows: [7],
  headlineWindow: 7,
  normalization: { percentile: 100, curve: 0, floor: 300 },
  account: { headline: 'fair' },
};

let world: ScoringWorld;

beforeAll(async () => {
  world = await scoringWorld();
  await world.admin('PUT', '/v1/models/default', model);
  await world.post('/v1/identify', {
    userId: 'dana',
    traits: { name: 'Dana Scully' },
    timestamp: '2026-11-01T10:00:00Z',
  });
  await world.count('2026-11-12', [
    ['ada', 'acme', 'Task Completed', 90],
    ['bob', 'acme', 'Task Completed', 30],
    ['dana', 'acme', 'Task Completed', 95],
    ['top', 'globex', 'Task Completed', 100],
  ]);
  await world.count('2026-11-16', [['dana', 'acme', 'Account Removed User', 1]]);
  await world.count('2026-11-19', [
    ['ada', 'acme', 'Task Completed', 90],
    ['top', 'globex', 'Task Completed', 100],
    ['top', 'globex', 'Report Viewed', 4],
  ]);
  await world.run('2026-11-20');
});

describe('an account\u2019s page', () => {
  it('the page of an account names the members that left and tells the change of the score in a sentence', async () => {
    const { status, body } = await world.get('/v1/accounts/acme');
    expect(status).toBe(200);
    const { explanation } = body as { explanation: { change: Record<string, unknown> } };
    const reasons = explanation.change['reasons'] as { kind: string; shown: number }[];
    expect(reasons).toContainEqual(
      expect.objectContaining({ kind: 'member', name: 'Dana Scully', joined: false }),
    );
    const sum = reasons.reduce((total, { shown }) => total + shown, 0);
    expect(sum).toBe(body['change']);
    expect(explanation.change['sentence']).toMatch(/^(fell|rose) \d+ points?.*: .*Task Completed/);
  });

  it('the page of an account ranks members and tells power users from problem users', async () => {
    const { body } = await world.get('/v1/accounts/acme');
    expect(body['users']).toMatchObject([
      { userId: 'ada', rank: 1, score: 89, share: 1, role: 'power' },
      { userId: 'bob', rank: 2, score: 0, share: 0, role: 'problem' },
    ]);
    expect(body['champion']).toEqual({ userId: 'ada', share: 1 });
  });

  it('the page of an account has the first and the last day of each feature', async () => {
    const { body } = await world.get('/v1/accounts/acme');
    expect(body['features']).toEqual([
      { id: 'tasks', label: 'tasks', used: true, firstDay: '2026-11-12', lastDay: '2026-11-19' },
      { id: 'reports', label: 'reports', used: false, firstDay: null, lastDay: null },
    ]);
    // Fewer than five of the best accounts use reports.
    expect(body['nextStep']).toBeNull();
  });
});

describe('a user\u2019s page', () => {
  it('the page of a user splits the change by event, in parts that sum to it', async () => {
    const { body } = await world.get('/v1/users/bob');
    expect(body).toMatchObject({
      score: 0,
      change: -30,
      explanation: {
        contributions: [{ event: 'Task Completed', count: 0, previousCount: 30 }],
        change: {
          points: -30,
          parts: { own: -30, members: 0, others: 0 },
          reasons: [{ kind: 'event', event: 'Task Completed', accounts: ['acme'], shown: -30 }],
          sentence: 'fell 30 points: 30 from fewer Task Completed in acme',
        },
      },
    });
  });
});
