import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { type Resource, resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

describe('the endpoint', () => {
  it('has one stage without a prefix, throttled, with detailed metrics', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: 500,
        ThrottlingBurstLimit: 1000,
        DetailedMetricsEnabled: true,
      },
    });
  });

  it('sends what browsers and backends post to ingest, and everything else to the other', () => {
    const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
    const functionOf = ({ Properties }: Resource) => {
      const integration: string = Properties['Target']['Fn::Join'][1][1].Ref;
      const called = integrations[integration]?.Properties['IntegrationUri']['Fn::GetAtt'][0];
      return called.startsWith('IngestionIngest') ? 'ingest' : 'api';
    };
    const routes = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route'));
    expect(
      Object.fromEntries(routes.map((route) => [route.Properties['RouteKey'], functionOf(route)])),
    ).toEqual({
      'POST /{proxy+}': 'ingest',
      'OPTIONS /{proxy+}': 'ingest',
      'GET /v1/projects/{writeKey}/settings': 'ingest',
      'POST /v1/keys': 'api',
      'POST /v1/keys/{proxy+}': 'api',
      'POST /v1/runs': 'api',
      'POST /v1/runs/{proxy+}': 'api',
      $default: 'api',
    });
  });

  it('leaves preflights to the function: only ingest allows other origins', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  it('logs no address, no agent, no path and no query', () => {
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage'));
    const format: string = stage?.Properties['AccessLogSettings'].Format;
    expect(Object.keys(JSON.parse(format))).toContain('status');
    expect(format).not.toMatch(/identity|sourceIp|userAgent|\.path|queryString|authorizer|header/i);
  });
});
