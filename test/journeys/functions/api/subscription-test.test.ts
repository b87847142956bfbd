import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { resolveByDns } from '../../../../lib/messaging/address-guard.ts';
import { createSender } from '../../../../lib/messaging/send-webhook.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import {
  type WebhookReceiver,
  webhookReceiver,
} from '../../../support/servers/webhook-receiver.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

let api: HttpHandler;
let receiver: WebhookReceiver;
let status: number;

beforeEach(async () => {
  status = 204;
  receiver = await webhookReceiver((response) => response.writeHead(status).end('a secret word'));
  const post = createSender({ resolve: resolveByDns, now: Date.now, allowLoopback: true });
  api = createApi({ ...(await testServices()), send: { post, now: Date.now } });
});
afterEach(() => receiver.close());

const call = (method: string, path: string, body?: unknown, key = KEYS.admin) =>
  send(api, `/v1/subscriptions${path}`, { method, key, body });

describe('a test of a subscription', () => {
  it('a test of a subscription posts one signed message to a webhook and says that it arrived', async () => {
    const { body } = await call('PUT', '/crm', { type: 'webhook', url: receiver.url });
    const tried = await call('POST', '/crm/test');
    expect(tried).toMatchObject({ status: 200, body: { id: 'crm', delivered: true } });
    const [{ body: text, headers } = { body: '', headers: {} }] = receiver.received;
    const signed = headers as Record<string, string>;
    expect(new Webhook(String(body['secret'])).verify(text, signed)).toMatchObject({
      type: 'test',
    });
  });

  it('a test of a subscription posts words to Slack', async () => {
    await call('PUT', '/team', { type: 'slack', url: receiver.url });
    expect((await call('POST', '/team/test')).body).toEqual({ id: 'team', delivered: true });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
      text: expect.stringContaining('test of Barometer'),
    });
  });

  it('a test of a subscription says why it did not arrive, and nothing of what was answered', async () => {
    await call('PUT', '/crm', { type: 'webhook', url: receiver.url });
    status = 410;
    const gone = await call('POST', '/crm/test');
    expect(gone.body).toEqual({ id: 'crm', delivered: false, why: 'the receiver answered 410' });
    expect((await call('GET', '/crm')).body).toMatchObject({ enabled: true });
    await call('PUT', '/crm', { type: 'webhook', url: 'https://169.254.169.254/latest' });
    expect((await call('POST', '/crm/test')).body).toMatchObject({
      delivered: false,
      why: 'the url must have a name, not an address',
    });
  });

  it('a test of a subscription is for admins, and for webhooks and Slack', async () => {
    expect((await call('POST', '/none/test')).status).toBe(404);
    await call('PUT', '/log', { type: 'console' });
    expect((await call('POST', '/log/test')).status).toBe(400);
    expect((await call('POST', '/log/test', undefined, KEYS.read)).status).toBe(403);
  });
});
