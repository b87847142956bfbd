import { beforeEach, describe, expect, it } from 'vitest';
import { type RequestParts, send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import { modelVersion } from '../../../../lib/model/model-versions.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { type TestServices, testServices } from '../../../support/worlds/test-services.ts';

let services: TestServices;
let api: HttpHandler;

beforeEach(async () => {
  services = await testServices();
  api = createApi(services);
});

const PATH = '/v1/models/default';
const yaml = { 'content-type': 'application/yaml' };
const admin = (method: string, path: string, parts: RequestParts = {}) =>
  send(api, path, { method, key: KEYS.admin, ...parts });
const put = (body: unknown, path = PATH) => admin('PUT', path, { body });

/** The example of the documentation, with every key there is. */
const FULL = `
id: default
events:
  Project Created:   { weight: 9, feature: projects }
  Task Completed:    { weight: 3, feature: tasks }
  Teammate Invited:  { weight: 10, feature: collaboration }
  Report Viewed:     2
  Data Exported:     { weight: 0, risk: true }
defaultWeight: 0
windows: [1, 7, 30]
headlineWindow: 7
normalization: { percentile: 90, curve: 2 }
account: { headline: fair }
features:
  projects: { label: Projects, key: true }
  sso:      { label: Single sign-on, key: true, when: { trait: ssoEnabled, equals: true } }
activity: [Project Created, Task Completed]
activation:
  account:
    within: 14
    steps:
      - { id: invite, label: Invite two teammates, event: Teammate Invited, atLeast: 2 }
      - { id: project, label: Create a project, event: Project Created }
      - { id: plan, label: Choose a plan, when: { trait: plan, exists: true } }
lifecycle:
  trial:     { trait: plan, in: [trial, free] }
  paid:      { trait: plan, in: [team, business] }
  cancelled: { event: Subscription Cancelled }
owner: { trait: csm }
population: { of: user, not: { trait: internal, equals: true } }
segments:
  key-accounts: { of: account, label: Key accounts, when: { all: [ { trait: mrr, atLeast: 1000 }, { not: { segment: new } } ] } }
pql: { minScore: 60 }
`;

describe('PUT /v1/models/{id}', () => {
  it('PUT /v1/models/{id} takes the whole model file as YAML and answers it in full', async () => {
    const answer = await admin('PUT', PATH, { body: FULL, headers: yaml });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: 'default',
        version: 1,
        model: {
          events: {
            'Report Viewed': { weight: 2 },
            'Data Exported': { weight: 0, risk: true },
          },
          population: { of: 'user', not: { trait: 'internal', equals: true } },
        },
      },
    });
    expect((await admin('GET', PATH)).body).toEqual(answer.body);
  });

  it('PUT /v1/models/{id} fills in what a short model leaves out', async () => {
    const answer = await put({ events: { A: 1 } });
    expect(answer.body['model']).toEqual({
      id: 'default',
      events: { A: { weight: 1 } },
      defaultWeight: 0,
      windows: [1, 7, 30],
      headlineWindow: 7,
      normalization: { percentile: 90, curve: 2 },
      account: { headline: 'fair' },
    });
  });

  it('PUT /v1/models/{id} makes no new version of an unchanged model, and one of any change', async () => {
    await put({ events: { A: 1, B: 2 } });
    expect((await put({ events: { B: 2, A: { weight: 1 } } })).body['version']).toBe(1);
    expect((await put({ events: { A: 1 } })).body['version']).toBe(2);
    const first = await modelVersion(services.documents, 'default', 1);
    expect(first?.model.events).toEqual({ A: { weight: 1 }, B: { weight: 2 } });
  });

  it('PUT /v1/models/{id} never uses a number of version twice, though the model was deleted', async () => {
    await put({ events: { A: 1 } });
    expect((await admin('DELETE', PATH)).status).toBe(200);
    expect((await admin('DELETE', PATH)).status).toBe(404);
    expect((await admin('GET', PATH)).body).toMatchObject({ version: 0, builtIn: true });
    expect((await put({ events: { A: 1 } })).body['version']).toBe(2);
  });

  it('PUT /v1/models/{id} keeps the traits that the new model names at once', async () => {
    expect(await services.modelReferences.traits()).not.toContain('csm');
    await put({ owner: { trait: 'csm' } });
    expect(await services.modelReferences.traits()).toContain('csm');
  });
});

describe('GET /v1/models', () => {
  it('GET /v1/models lists the first-run model until one is put instead', async () => {
    await put({ events: {} }, '/v1/models/trial.v2');
    const data = [
      { id: 'default', version: 0, builtIn: true },
      { id: 'trial.v2', version: 1 },
    ];
    expect((await admin('GET', '/v1/models')).body).toMatchObject({ data, next: null });
    expect((await admin('GET', '/v1/models/none')).status).toBe(404);
  });
});
