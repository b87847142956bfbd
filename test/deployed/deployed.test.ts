import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusListener } from './bus-listener.ts';
import { eventually } from './eventually.ts';
import { StackClient } from './stack-client.ts';
import { TopicReceiver } from './topic-receiver.ts';

const client = new StackClient();
const receiver = new TopicReceiver();
const bus = new BusListener();

/** Who did how much, in which account: raw scores 10, 20 and 30 at a weight of 5. */
const USE = [
  { userId: 'ann', accountId: 'acme', times: 2 },
  { userId: 'bob', accountId: 'acme', times: 4 },
  { userId: 'cem', accountId: 'globex', times: 6 },
];

/** By hand: the 90th percentile of 10, 20 and 30 is 28; then the curve with k = 2. */
const scoreOf = (raw: number) =>
  (100 * (1 - Math.exp(-2 * Math.min(raw / 28, 1)))) / (1 - Math.exp(-2));

const MODEL = {
  id: 'default',
  events: { 'Report Shared': 5 },
  windows: [7],
  headlineWindow: 7,
};

beforeAll(async () => {
  await client.createKeys();
  await receiver.subscribe(client.stack.topic);
  await bus.listen(client.stack.bus);
  await eventually('the confirmation of the subscription', 30, async () =>
    receiver.confirmed ? true : undefined,
  );
});

afterAll(() => receiver.close());

describe('the endpoint of a deployed stack', () => {
  it('is alive', async () => {
    expect((await client.ask('/healthz')).status).toBe(200);
  });

  it('takes a scoring model and a rule', async () => {
    expect((await client.ask('/v1/models/default', 'PUT', MODEL)).status).toBe(200);
    const rule = { id: 'new-account', kind: 'account.created', enabled: true };
    expect((await client.ask('/v1/rules/new-account', 'PUT', rule)).status).toBe(200);
  });

  it('refuses events without a key or with a wrong one', async () => {
    const event = { userId: 'eve', event: 'Report Shared' };
    for (const key of ['', `wk_${'x'.repeat(43)}`]) {
      expect((await client.ask('/v1/track', 'POST', event, key)).status).toBe(401);
    }
  });

  it('accepts events of the Segment client', async () => {
    const failures: unknown[] = [];
    const analytics = new Analytics({
      writeKey: client.writeKey,
      host: client.stack.host,
      // The client drops the path of `host`; on AWS there is none and the default is right.
      path: `${client.stack.prefix}/v1/batch`,
      maxRetries: 2,
    });
    analytics.on('error', (error) => failures.push(error));
    for (const { userId, accountId, times } of USE) {
      analytics.group({ userId, groupId: accountId, traits: { name: accountId.toUpperCase() } });
      for (let i = 0; i < times; i++) {
        const context = { groupId: accountId };
        analytics.track({ userId, event: 'Report Shared', context });
      }
    }
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
  });
});

describe('a run of a deployed stack', () => {
  it('ends, and includes every event accepted before it was asked for', async () => {
    const { status, body } = await client.ask('/v1/runs', 'POST', {});
    expect(status).toBe(202);
    const run = await eventually('the end of the run', 90, async () => {
      const answer = await client.ask(`/v1/runs/${body.runId}`);
      return answer.body.status === 'running' ? undefined : answer.body;
    });
    expect(run).toMatchObject({ status: 'done' });
  });

  it('scores every account by the formula', async () => {
    const { body } = await client.ask('/v1/accounts?asOf=live&window=7');
    const [ann, bob, cem] = [scoreOf(10), scoreOf(20), scoreOf(30)];
    // Three members of the mean score join every account.
    const threeOfTheMean = ann + bob + cem;
    const acme = (ann + bob + threeOfTheMean) / 5;
    const globex = (cem + threeOfTheMean) / 4;
    expect(body).toMatchObject({ window: 7, complete: false });
    expect(body.data).toMatchObject([
      { accountId: 'globex', exactScore: expect.closeTo(globex, 9), score: Math.round(globex) },
      { accountId: 'acme', exactScore: expect.closeTo(acme, 9), score: Math.round(acme) },
    ]);
  });
});

describe('an alert of a deployed stack', () => {
  it('reaches the topic, with nothing but the schedule to call for it', async () => {
    for (const accountId of ['acme', 'globex']) {
      const message = await eventually(`the alert about ${accountId}`, 150, async () =>
        receiver.messages.find((told) => JSON.stringify(told).includes(accountId)),
      );
      expect(message).toMatchObject({ kind: 'account.created' });
    }
  });

  it('reaches the bus', async () => {
    const raised = await eventually('AlertRaised on the bus', 30, async () =>
      (await bus.receive()).find((event) => event['detail-type'] === 'AlertRaised'),
    );
    expect(raised).toMatchObject({ source: 'barometer', detail: { kind: 'account.created' } });
  });

  it('can be read, once each', async () => {
    const { body } = await client.ask('/v1/alerts');
    expect(body.data).toHaveLength(2);
  });
});

describe('every job of a deployed stack', () => {
  it.each([
    ['ScoringTail', 'tail'],
    ['ScoringSeal', 'seal'],
    ['ScoringScore', 'score'],
    ['ScoringScore', 'close'],
  ])('runs: %s for %s', async (functionName, job) => {
    expect(await client.invoke(functionName, job)).toBeUndefined();
  });

  it('and raises no alert twice', () => {
    const ids = receiver.messages.map((message) => message['id']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
