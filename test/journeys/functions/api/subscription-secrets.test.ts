import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import type { Subscription } from '../../../../lib/alerts/subscription.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { NOW, type TestServices, testServices } from '../../../support/worlds/test-services.ts';

const HOOK = { type: 'webhook', url: 'https://example.com/in' };
const PATH = '/v1/subscriptions/crm';

let services: TestServices;
let api: HttpHandler;

beforeEach(async () => {
  services = await testServices();
  api = createApi(services);
});

const call = (method: string, path: string, body?: unknown, key = KEYS.admin) =>
  send(api, path, { method, key, body });

async function stored(): Promise<Subscription | undefined> {
  return (await services.documents.get<Subscription>('subscription', 'crm'))?.body;
}

describe('the secret of a webhook', () => {
  it('the secret of a webhook is changed on request, and the one before signs as well for a day', async () => {
    const { secret: first } = (await call('PUT', PATH, HOOK)).body;
    const { status, body } = await call('POST', `${PATH}/rotate`);
    expect(status).toBe(200);
    expect(body['secret']).not.toBe(first);
    const previousUntil = new Date(NOW + 24 * 3_600_000).toISOString();
    expect(body).toMatchObject({ id: 'crm', previousUntil });
    const after = { secret: body['secret'], previousSecret: first, previousUntil };
    expect(await stored()).toMatchObject(after);
    await call('PUT', PATH, { ...HOOK, enabled: false });
    expect(await stored()).toMatchObject({ ...after, enabled: false });
    expect(JSON.stringify((await call('GET', PATH)).body)).not.toContain('whsec_');
  });

  it('the secret of a webhook is changed by admins, for webhooks that are there', async () => {
    expect((await call('POST', `${PATH}/rotate`)).status).toBe(404);
    await call('PUT', PATH, HOOK);
    expect((await call('POST', `${PATH}/rotate`, undefined, KEYS.read)).status).toBe(403);
    await call('PUT', PATH, { type: 'console' });
    expect((await call('POST', `${PATH}/rotate`)).status).toBe(400);
  });
});
