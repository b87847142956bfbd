import { spawnSync } from 'node:child_process';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourOf, MS_PER_HOUR } from '../../../lib/model/hour.ts';
import { BusListener } from './bus-listener.ts';
import { eventually } from './eventually.ts';
import { StackClient } from './stack-client.ts';
import { TopicReceiver } from './topic-receiver.ts';

const client = new StackClient();
const receiver = new TopicReceiver();
const bus = new BusListener();

/** Who did how much, in which account: raw scores of 10 to 30 at a weight of 5, after dee's 40. */
const USE = [
  { userId: 'ann', accountId: 'acme', times: 2 },
  { userId: 'bob', accountId: 'acme', times: 4 },
  { userId: 'cem', accountId: 'globex', times: 6 },
];

/** By hand: the 90th percentile of 10, 20, 30 and 40 is 37; then the curve with k = 2. */
const scoreOf = (raw: number) =>
  (100 * (1 - Math.exp(-2 * Math.min(raw / 37, 1)))) / (1 - Math.exp(-2));

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
  it('the endpoint of a deployed stack is alive', async () => {
    expect((await client.ask('/healthz')).status).toBe(200);
  });

  it('the endpoint of a deployed stack takes a scoring model and a rule', async () => {
    expect((await client.ask('/v1/models/default', 'PUT', MODEL)).status).toBe(200);
    const rule = { id: 'new-account', kind: 'account.created', enabled: true };
    expect((await client.ask('/v1/rules/new-account', 'PUT', rule)).status).toBe(200);
  });

  it('the endpoint of a deployed stack refuses events without a key or with a wrong one', async () => {
    const event = { userId: 'eve', event: 'Report Shared' };
    for (const key of ['', `wk_${'x'.repeat(43)}`]) {
      expect((await client.ask('/v1/track', 'POST', event, key)).status).toBe(401);
    }
  });

  it('the endpoint of a deployed stack accepts events of the Segment client', async () => {
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
      const traits = { createdAt: new Date().toISOString() };
      analytics.group({ userId, groupId: accountId, traits });
      for (let i = 0; i < times; i++) {
        const context = { groupId: accountId };
        analytics.track({ userId, event: 'Report Shared', context });
      }
    }
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
  });
});

describe('an hour of a deployed stack that is left unsealed', () => {
  it('an hour of a deployed stack that is left unsealed shows in its status after two hours, at which the alarm rings, and to its doctor', async () => {
    // It believes that it was installed three hours ago, and its seal never comes by itself.
    const { body } = await client.ask('/v1/status');
    expect(body.unsealedHours).toBeGreaterThanOrEqual(2);
    const asked = ['barometer', 'doctor', '--env', 'dev', '--key', client.adminKey];
    const { status, stdout } = spawnSync('npx', asked, { encoding: 'utf8' });
    expect(stdout).toMatch(/^fail +unsealed hours +[23]\.\d/m);
    expect(status).toBe(1);
  });
});

describe('a run of a deployed stack', () => {
  it('a run of a deployed stack finds the hours that closed sealed', async () => {
    await client.invoke('barometer-dev-ScoringSeal', 'seal');
    const { body } = await client.ask('/v1/status');
    expect(body.unsealedHours).toBe(0);
    expect(body.sealedThrough >= hourOf(Date.now() - 2 * MS_PER_HOUR)).toBe(true);
  });

  it('a run of a deployed stack ends, and includes every event accepted before it was requested', async () => {
    const { status, body } = await client.ask('/v1/runs', 'POST', {});
    expect(status).toBe(202);
    const run = await eventually('the end of the run', 90, async () => {
      const answer = await client.ask(`/v1/runs/${body.runId}`);
      return answer.body.status === 'running' ? undefined : answer.body;
    });
    expect(run).toMatchObject({ status: 'done' });
  });

  it('a run of a deployed stack scores every account by the formula', async () => {
    const { body } = await client.ask('/v1/accounts?asOf=live&window=7');
    const [ann, bob, cem, dee] = [scoreOf(10), scoreOf(20), scoreOf(30), scoreOf(40)];
    // Three members of the mean score join every account.
    const prior = (3 * (ann + bob + cem + dee)) / 4;
    const fair = {
      initech: (dee + prior) / 4,
      globex: (cem + prior) / 4,
      acme: (ann + bob + prior) / 5,
    };
    expect(body).toMatchObject({ window: 7, complete: false });
    expect(body.data).toMatchObject(
      Object.entries(fair).map(([accountId, score]) => ({
        accountId,
        exactScore: expect.closeTo(score, 9),
        score: Math.round(score),
      })),
    );
  });
});

describe('an alert of a deployed stack', () => {
  const alertAbout = (accountId: string) =>
    eventually(`the alert about ${accountId}`, 150, async () =>
      receiver.messages.find((told) => JSON.stringify(told).includes(accountId)),
    );

  it('an alert of a deployed stack reaches the topic, with nothing but the schedule of the tail to call for it', async () => {
    const traits = { createdAt: new Date().toISOString() };
    const group = { userId: 'eve', groupId: 'hooli', traits };
    expect((await client.ask('/v1/group', 'POST', group, client.writeKey)).status).toBe(200);
    expect(await alertAbout('hooli')).toMatchObject({ kind: 'account.created' });
    expect(await alertAbout('acme')).toMatchObject({ kind: 'account.created' });
    expect(await alertAbout('globex')).toMatchObject({ kind: 'account.created' });
  });

  it('an alert of a deployed stack reaches the bus', async () => {
    const raised = await eventually('AlertRaised on the bus', 30, async () =>
      (await bus.receive()).find((event) => event['detail-type'] === 'AlertRaised'),
    );
    expect(raised).toMatchObject({ source: 'barometer', detail: { kind: 'account.created' } });
  });

  it('the alerts of a deployed stack can be read, once each', async () => {
    const { body } = await client.ask('/v1/alerts');
    expect(body.data).toHaveLength(3);
  });
});

describe('every job of a deployed stack', () => {
  it.each([
    ['barometer-dev-ScoringTail', 'tail'],
    ['barometer-dev-ScoringSeal', 'seal'],
    ['barometer-dev-ScoringScore', 'score'],
    ['barometer-dev-ScoringScore', 'close'],
  ])('a job of a deployed stack runs again without harm: %s for %s', async (functionName, job) => {
    await client.invoke(functionName, job);
  });

  it('no alert of a deployed stack is raised twice by jobs that run again', () => {
    const ids = receiver.messages.map((message) => message['id']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
