import { beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import type { Subscription } from '../../../../lib/alerts/subscription.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { type TestServices, testServices } from '../../../support/worlds/test-services.ts';

let services: TestServices;
let api: HttpHandler;

beforeEach(async () => {
  services = await testServices();
  api = createApi(services);
});

const call = (method: string, path: string, body?: unknown) =>
  send(api, path, { method, key: KEYS.admin, body });

describe('a rule in the API', () => {
  const drop = { kind: 'score.decreased', threshold: 20, window: 7, clear: 10 };

  it('a rule in the API is put, got, listed and deleted', async () => {
    const put = await call('PUT', '/v1/rules/drop', drop);
    expect(put).toMatchObject({ status: 200, body: { id: 'drop', enabled: true, version: 1 } });
    expect((await call('GET', '/v1/rules/drop')).body).toEqual(put.body);
    expect((await call('GET', '/v1/rules')).body).toEqual({ data: [put.body], next: null });
    expect(await call('DELETE', '/v1/rules/drop')).toMatchObject({ body: { deleted: true } });
    expect((await call('GET', '/v1/rules/drop')).status).toBe(404);
    expect((await call('DELETE', '/v1/rules/drop')).status).toBe(404);
  });

  it('a rule in the API that is unchanged makes no new version', async () => {
    await call('PUT', '/v1/rules/drop', drop);
    expect((await call('PUT', '/v1/rules/drop', drop)).body['version']).toBe(1);
    const changed = await call('PUT', '/v1/rules/drop', { ...drop, threshold: 10 });
    expect(changed.body['version']).toBe(2);
  });

  it.each([
    [{ kind: 'score.decresed', threshold: 1 }, 'kind', "did you mean 'score.decreased'?"],
    [{ kind: 'score.decreased' }, 'threshold', 'it is missing'],
    [{ kind: 'score.decreased', threshold: 101 }, 'threshold', 'at most 100'],
    [{ kind: 'activation.progressed', threshold: 50 }, 'threshold', 'at most 1'],
    [{ kind: 'account.inactive' }, 'days', 'it is missing'],
    [{ kind: 'account.created', threshold: 1 }, 'body', "unknown key 'threshold'"],
    [{ kind: 'user.inactive', days: 7, scope: 'account' }, 'scope', 'must be user'],
    [{ kind: 'segment.entered' }, 'segment', 'it is missing'],
    [{ threshold: 1 }, 'kind', 'must be one of account.created'],
    [[], 'body', 'must be an object'],
  ])(
    'a rule in the API given as %j is refused with where the mistake is',
    async (body, path, message) => {
      const answer = await call('PUT', '/v1/rules/x', body);
      const errors = [{ path, message: expect.stringContaining(message) }];
      expect(answer).toMatchObject({ status: 400, body: { errors } });
    },
  );

  it('a rule in the API with a space in its id is refused', async () => {
    expect((await call('PUT', '/v1/rules/a b', drop)).status).toBe(400);
  });
});

describe('a subscription in the API', () => {
  const hook = { type: 'webhook', url: 'https://example.com/in', kinds: ['account.created'] };

  it('a subscription by webhook shows its secret at the first put only, and keeps it', async () => {
    const first = await call('PUT', '/v1/subscriptions/crm', hook);
    expect(first.body['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const second = await call('PUT', '/v1/subscriptions/crm', { ...hook, enabled: false });
    expect(second.body).toMatchObject({ enabled: false, version: 2 });
    for (const { body } of [second, await call('GET', '/v1/subscriptions/crm')]) {
      expect(body).not.toHaveProperty('secret');
    }
    const stored = await services.documents.get<Subscription>('subscription', 'crm');
    expect(stored?.body.secret).toBe(first.body['secret']);
  });

  it('a subscription by webhook keeps and hides the secret before this one too', async () => {
    const { documents } = services;
    const changing = { id: 'crm', ...hook, secret: 'whsec_b', previousSecret: 'whsec_a' };
    await documents.put('subscription', 'crm', changing, 0);
    const put = await call('PUT', '/v1/subscriptions/crm', hook);
    expect(JSON.stringify(put.body)).not.toContain('whsec_');
    const stored = await documents.get<Subscription>('subscription', 'crm');
    expect(stored?.body).toMatchObject({ secret: 'whsec_b', previousSecret: 'whsec_a' });
  });

  it.each([
    [{ type: 'console' }, 200],
    [{ type: 'email', address: 'csm@example.com' }, 400],
    [{ type: 'email', address: 'csm@example.com', digest: 'daily' }, 400],
    [{ type: 'slack', url: 'https://hooks.slack.com/services/T/B/x' }, 200],
    [{ type: 'webhook', url: 'ftp://example.com' }, 400],
    [{ type: 'webhook' }, 400],
    [{ type: 'email', address: 'nobody' }, 400],
    [{ type: 'console', secret: 'whsec_x' }, 400],
    [{ type: 'pager' }, 400],
    [{ ...hook, kinds: ['account.made'] }, 400],
  ])('a subscription given as %j is answered with %i', async (body, status) => {
    expect((await call('PUT', '/v1/subscriptions/s', body)).status).toBe(status);
  });

  it('a subscription is shown to admins only: the address of a webhook is a secret', async () => {
    const answer = await send(api, '/v1/subscriptions', { method: 'GET', key: KEYS.read });
    expect(answer.status).toBe(403);
  });
});
