import { beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../fixtures/gateway-request.ts';
import { createApi } from '../../functions/api.ts';
import { createIngest } from '../../functions/ingest.ts';
import { type TestServices, testServices } from '../support/worlds/test-services.ts';
import { type Resource, resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

type Answers = 'ingest' | 'api';

function functionOf({ Properties }: Resource): Answers {
  const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
  const integration: string = Properties['Target']['Fn::Join'][1][1].Ref;
  const called = integrations[integration]?.Properties['IntegrationUri']['Fn::GetAtt'][0];
  return called.startsWith('IngestionIngest') ? 'ingest' : 'api';
}

const routes = new Map(
  Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route')).map((route) => [
    route.Properties['RouteKey'],
    functionOf(route),
  ]),
);

/** As API Gateway picks a route: the path itself, then the longest greedy one, then the default. */
function sentTo(method: string, path: string): Answers {
  const parts = path.split('/');
  const greedy = parts.map((_, at) => [...parts.slice(0, at), '{proxy+}'].join('/')).reverse();
  const keys = [path, ...greedy].map((each) => `${method} ${each}`);
  return keys.map((key) => routes.get(key)).find((answers) => answers !== undefined) ?? 'api';
}

describe('the routes', () => {
  let services: TestServices;
  let described: Record<string, Record<string, unknown>>;

  beforeAll(async () => {
    services = await testServices();
    const { body } = await send(createApi(services), '/openapi.json', { method: 'GET' });
    described = body['paths'] as typeof described;
  });

  it('the routes send what browsers and backends post to ingest, and everything else to the api', () => {
    expect(Object.fromEntries(routes)).toEqual({
      'POST /{proxy+}': 'ingest',
      'OPTIONS /{proxy+}': 'ingest',
      'GET /v1/projects/{writeKey}/settings': 'ingest',
      'GET /array/{writeKey}/config': 'ingest',
      'POST /v1/keys': 'api',
      'POST /v1/keys/{proxy+}': 'api',
      'POST /v1/alerts/{id}/acknowledge': 'api',
      'POST /v1/alerts/{id}/acknowledge/{proxy+}': 'api',
      'POST /v1/models/{id}/preview': 'api',
      'POST /v1/models/{id}/preview/{proxy+}': 'api',
      'POST /v1/rules/{id}/silence': 'api',
      'POST /v1/rules/{id}/silence/{proxy+}': 'api',
      'POST /v1/subscriptions/{id}/rotate': 'api',
      'POST /v1/subscriptions/{id}/rotate/{proxy+}': 'api',
      'POST /v1/subscriptions/{id}/test': 'api',
      'POST /v1/subscriptions/{id}/test/{proxy+}': 'api',
      'POST /v1/rules/preview': 'api',
      'POST /v1/rules/preview/{proxy+}': 'api',
      'POST /v1/runs': 'api',
      'POST /v1/runs/{proxy+}': 'api',
      $default: 'api',
    });
  });

  it('the routes send every described operation to a function that knows it', async () => {
    const doors = { ingest: createIngest(services), api: createApi(services) };
    const operations = Object.entries(described).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
    const statuses = operations.map(async ({ method, path }) => {
      // Without a key: a route that is known asks for one, whatever the id.
      const { status } = await send(doors[sentTo(method, path)], path, { method });
      return { operation: `${method} ${path}`, status };
    });
    const lost = (await Promise.all(statuses)).filter(({ status }) => [404, 405].includes(status));
    expect(operations.length).toBeGreaterThan(20);
    expect(lost).toEqual([]);
  });
});
