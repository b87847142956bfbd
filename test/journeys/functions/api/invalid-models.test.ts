import { beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../../fixtures/keys.ts';
import { createApi } from '../../../../functions/api.ts';
import type { HttpHandler } from '../../../../lib/runtime/server/http-handler.ts';
import { testServices } from '../../../support/worlds/test-services.ts';

let api: HttpHandler;

beforeAll(async () => {
  api = createApi(await testServices());
});

const yaml = { 'content-type': 'application/yaml' };
const put = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  send(api, '/v1/models/default', { method: 'PUT', key: KEYS.admin, body, headers });

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
    expect((await put(body, headers)).status).toBe(400);
  });
});
