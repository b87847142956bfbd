import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalServer, startLocalServer } from '../support/servers/local-server.ts';
import { type WebhookReceiver, webhookReceiver } from '../support/servers/webhook-receiver.ts';

const ALLOWED_MS = 5_000;
const ACCOUNTS = 6;

let server: LocalServer;
let receiver: WebhookReceiver;

afterEach(async () => {
  await server.close();
  await receiver.close();
});

async function signUp(id: string): Promise<void> {
  const answer = await fetch(`${server.url}/v1/group`, {
    method: 'POST',
    headers: { 'x-write-key': server.keys.write, 'content-type': 'application/json' },
    body: JSON.stringify({
      userId: `ada@${id}`,
      groupId: id,
      traits: { name: id, createdAt: new Date(server.app.clock.now()).toISOString() },
      messageId: id,
    }),
  });
  expect(answer.status).toBe(200);
}

interface Delivered {
  readonly type: string;
  readonly data: { readonly subjectId: string; readonly text: string };
}

/** Posts one event and returns what the webhook delivered of it, and how long that took. */
async function deliveredOf(id: string, secret: string, count: number) {
  const postedAt = performance.now();
  await signUp(id);
  await expect.poll(() => receiver.received.length).toBe(count);
  const milliseconds = performance.now() - postedAt;
  const { body = '', headers = {} } = receiver.received[count - 1] ?? {};
  const delivered = new Webhook(secret).verify(
    body,
    headers as Record<string, string>,
  ) as Delivered;
  return { delivered, milliseconds };
}

describe('an event that a rule waits for', () => {
  it('an event that fires a rule reaches a signed webhook within five seconds on a machine that has time, with a link', async () => {
    receiver = await webhookReceiver((response) => response.writeHead(204).end());
    server = await startLocalServer(new Date().toISOString(), {
      accountUrl: 'https://app.example.com/accounts/{id}',
    });
    await server.call('PUT', '/v1/rules/new-account', { kind: 'account.created' });
    const hook = { type: 'webhook', url: receiver.url };
    const { secret } = await server.call('PUT', '/v1/subscriptions/crm', hook);
    const times: number[] = [];
    for (let at = 0; at < ACCOUNTS; at += 1) {
      const id = `acme & sons ${at}`;
      const { delivered, milliseconds } = await deliveredOf(id, String(secret), at + 1);
      expect(delivered).toMatchObject({ type: 'account.created', data: { subjectId: id } });
      expect(delivered.data.text).toContain(`/accounts/acme%20%26%20sons%20${at}`);
      times.push(milliseconds);
    }
    // A busy machine delays some of them; what waits for a timer would delay most.
    const median = times.sort((a, b) => a - b)[ACCOUNTS / 2];
    expect(median).toBeLessThan(ALLOWED_MS);
  });
});
