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

const condition = { segment: 'b' };
const step = { id: 's', event: 'A' };
const activation = (...steps: object[]) => ({ activation: { account: { steps } } });

const INVALID: readonly (readonly [object, string, string])[] = [
  [{ events: { A: { wieght: 1 } } }, 'events.A', "did you mean 'weight'?"],
  [{ events: { A: 'x' } }, 'events.A', 'must be a weight or { weight, feature, risk }'],
  [{ event: {} }, 'body', "unknown key 'event', did you mean 'events'?"],
  [{ features: { sso: { label: 'SSO' } } }, 'features.sso', "needs a 'when'"],
  [
    { events: { Paused: { weight: -1, feature: 'pause' } }, features: { pause: {} } },
    'features.pause',
    'of a weight of 0 or more',
  ],
  [{ windows: [0] }, 'windows[0]', 'must be at least 1, got 0'],
  [{ windows: [7.5] }, 'windows[0]', 'must be a whole number, got 7.5'],
  [{ windows: [7, 7] }, 'windows', 'names 7 twice'],
  [{ headlineWindow: 14 }, 'headlineWindow', 'must be one of windows (1, 7, 30), got 14'],
  [{ account: { headline: 'fare' } }, 'account.headline', "did you mean 'fair'?"],
  [{ normalization: { percentile: 0 } }, 'normalization.percentile', 'more than 0'],
  [{ id: 'other' }, 'id', "must be 'default' as in the path"],
  [{ lifecycle: { paid: { trait: 'plan' } } }, 'lifecycle.paid', 'needs one of equals'],
  [{ lifecycle: { paid: { foo: 1 } } }, 'lifecycle.paid', 'one of all, any, not'],
  [{ lifecycle: { paid: { trait: 'p', equalz: 1 } } }, 'lifecycle.paid', "'equals'?"],
  [
    { lifecycle: { paid: { metric: 'scor', atLeast: 1 } } },
    'lifecycle.paid.metric',
    "did you mean 'score'?",
  ],
  [{ population: { of: 'user', metric: 'score', atLeast: 1 } }, 'population', 'score'],
  [{ population: { of: 'user', not: { segment: 'rising' } } }, 'population', 'new, recently-in'],
  [
    { features: { sso: { when: { not: { segment: 'new' } } } } },
    'features.sso.when',
    'traits and events only',
  ],
  [
    { segments: { a: { of: 'user', when: { segment: 'rizing' } } } },
    'segments.a.when',
    "did you mean 'rising'?",
  ],
  [
    {
      segments: {
        a: { of: 'user', when: { not: condition } },
        b: { of: 'user', when: { any: [{ segment: 'a' }] } },
      },
    },
    'segments.a.when',
    'leads back',
  ],
  [activation(step, step), 'activation.account.steps', 'names s twice'],
  [activation({ id: 's' }), 'activation.account.steps[0]', 'needs an event or a condition'],
  [activation({ ...step, atLeast: 0 }), 'activation.account.steps[0].atLeast', 'at least 1'],
  [
    { events: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`E${i}`, 1])) },
    'events',
    'more than 500',
  ],
];

describe('a model that is not valid', () => {
  it.each(INVALID)(
    'an invalid model such as %j is refused with where it is wrong and what is allowed there',
    async (body, path, message) => {
      const answer = await put(body);
      const errors = [{ path, message: expect.stringContaining(message) }];
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: expect.arrayContaining(errors) },
      });
    },
  );

  it('an invalid model is refused with all that is wrong at once', async () => {
    const answer = await put({ windows: [0], headlineWindow: 'x', foo: 1 });
    expect(answer.body['errors']).toHaveLength(3);
  });

  it.each([
    ['a: [', yaml],
    ['a: &a [*a]', yaml],
    [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, {}],
    [`${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`, yaml],
    ['{', {}],
    ['', {}],
    ['[]', {}],
    ['"x"', yaml],
  ])('an invalid model that begins with %.20s is 400 and never 500', async (body, headers) => {
    expect((await admin('PUT', PATH, { body, headers })).status).toBe(400);
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
