import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

describe('the endpoint', () => {
  it('the endpoint has one stage without a prefix, throttled, with the metrics that are free', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: 500,
        ThrottlingBurstLimit: 1000,
        DetailedMetricsEnabled: false,
      },
    });
  });

  it('the endpoint leaves preflights to the function, as only ingest allows other origins', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  it('the endpoint logs no address, no agent, no path and no query', () => {
    const [stage] = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Stage'));
    const format: string = stage?.Properties['AccessLogSettings'].Format;
    expect(Object.keys(JSON.parse(format))).toContain('status');
    expect(format).not.toMatch(/identity|sourceIp|userAgent|\.path|queryString|authorizer|header/i);
  });
});
