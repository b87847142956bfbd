import { describe, expect, it } from 'vitest';
import { DAY, group, modelWorld } from '../../support/worlds/model-world.ts';
import { scoringWorld } from '../../support/worlds/scoring-world.ts';

describe('conditions about traits, through the API', () => {
  it('all tests of one condition hold together, and text that is a number counts as one', async () => {
    const when = { trait: 'mrr', exists: true, atLeast: 1000 };
    const world = await modelWorld({ segments: { large: { of: 'account', when } } });
    const timestamp = '2026-03-08T10:00:00Z';
    for (const [id, mrr] of [
      ['a', 5],
      ['b', 1000],
      ['c', '2786'],
      ['d', '12 EUR'],
    ] as const)
      await group(world, id, { mrr }, timestamp);
    await world.run(DAY);
    const { body } = await world.get('/v1/accounts', 'segment=large');
    expect(
      (body['data'] as { accountId: string }[]).map(({ accountId }) => accountId).sort(),
    ).toEqual(['b', 'c']);
  });

  it.each([
    [
      { segments: { x: { of: 'user', when: { trait: 'a', exists: false, equals: 1 } } } },
      'stands alone',
    ],
    [
      { segments: { x: { of: 'user', when: { trait: 'a', atLeast: 5, atMost: 4 } } } },
      'atLeast must not be above atMost',
    ],
    [{ normalization: { curve: -2 } }, 'normalization.curve'],
    [{ normalization: { percentile: 0 } }, 'normalization.percentile'],
    [{ normalization: { floor: -1 } }, 'normalization.floor'],
    [{ windows: [0] }, 'windows[0]'],
    [{ windows: [401] }, 'windows[0]'],
    [{ lifecycle: { paid: { metric: 'score', atLeast: 50 } } }, 'must not depend on a score'],
    [
      {
        activation: { account: { steps: [{ id: 'x', when: { not: { segment: 'multi-user' } } }] } },
      },
      'must not depend on a score',
    ],
    [
      {
        segments: { hot: { of: 'account', when: { metric: 'score', atLeast: 50 } } },
        lifecycle: { paid: { any: [{ segment: 'hot' }, { event: 'Paid' }] } },
      },
      'must not depend on a score',
    ],
    [{ lifecycle: { paid: { not: { segment: 'trial' } } } }, 'leads back to the lifecycle itself'],
  ])('the model %j is refused: %s', async (model, reason) => {
    const world = await scoringWorld();
    const answer = await world.admin('PUT', '/v1/models/default', { events: { A: 1 }, ...model });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(reason);
  });
});

describe('the contributions of a user', () => {
  it('calls that are no tracked event are no contributions, tracked events of weight 0 are', async () => {
    const world = await modelWorld({ defaultWeight: 0 });
    const timestamp = '2026-03-08T10:00:00Z';
    await group(world, 'acme', {}, timestamp);
    await world.post('/v1/identify', { userId: 'u@acme', traits: {}, timestamp });
    for (const event of ['Task Created', 'Looked'])
      await world.post('/v1/track', { userId: 'u@acme', event, timestamp });
    await world.run(DAY);
    const { body } = await world.get('/v1/users/u@acme', `asOf=${DAY}`);
    expect(body['explanation']).toMatchObject({
      contributions: [
        { event: 'Task Created', points: 5 },
        { event: 'Looked', points: 0 },
      ],
    });
  });
});
