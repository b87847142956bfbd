import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { QuietReceiver } from './quiet-receiver.ts';
import { StackClient } from './stack-client.ts';
import { WebhookQueues } from './webhook-queues.ts';

const client = new StackClient();
const queues = new WebhookQueues();
const receiver = new QuietReceiver();

const HOOK = { type: 'webhook', kinds: ['account.created'], enabled: true };
const POISON = 'this is no delivery';

/** A delivery as the tail queues it, at its tenth attempt. */
const LAST_ATTEMPT = JSON.stringify({
  id: 'alert-of-the-test',
  subscriptionId: 'hook',
  payload: { type: 'account.created' },
  attempt: 10,
});

describe('a webhook of a deployed stack', () => {
  beforeAll(async () => {
    await client.createKeys();
    await queues.find();
    const hook = { ...HOOK, url: await receiver.listen() };
    expect((await client.ask('/v1/subscriptions/hook', 'PUT', hook)).status).toBe(200);
  });

  afterAll(() => receiver.close());

  it('a webhook of a deployed stack is tried through its queue, refused on loopback, and put back for a later attempt', async () => {
    const traits = { createdAt: new Date().toISOString() };
    const group = { userId: 'gus', groupId: 'vandelay', traits };
    expect((await client.ask('/v1/group', 'POST', group, client.writeKey)).status).toBe(200);
    // Attempt 2 comes after five seconds; the third after five minutes, for which it waits here.
    await eventually('the delivery that waits', 120, async () =>
      (await queues.waiting()) > 0 ? true : undefined,
    );
    expect(receiver.requests).toBe(0);
  });

  it('a webhook of a deployed stack lies with the dead letters after its last attempt, and says why', async () => {
    await queues.send(LAST_ATTEMPT);
    const dead = await eventually('the dead letter', 30, () => queues.takeDead());
    expect(dead.body).toBe(LAST_ATTEMPT);
    expect(dead.why).toContain('must begin with https://');
    expect(receiver.requests).toBe(0);
  });

  it('a webhook of a deployed stack is worked on again when it is redriven', async () => {
    const mended = { ...HOOK, url: 'https://hooks.example.com/', enabled: false };
    expect((await client.ask('/v1/subscriptions/hook', 'PUT', mended)).status).toBe(200);
    await queues.send(LAST_ATTEMPT);
    await eventually('the empty queue', 30, async () =>
      (await queues.inSight()) === 0 ? true : undefined,
    );
    expect(await queues.takeDead()).toBeUndefined();
  });
});

describe('a poison message', () => {
  it('a poison message holds nothing up and lies with the dead letters at last', async () => {
    await queues.hurry();
    await queues.send(POISON);
    const dead = await eventually('the poison among the dead letters', 120, () =>
      queues.takeDead(),
    );
    expect(dead.body).toBe(POISON);
  });
});
